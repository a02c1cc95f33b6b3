namespace Orleans.Placement;

/// <summary>Base of attributes that say where activations are made. In one process only stateless workers differ.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false)]
public abstract class PlacementAttribute : Attribute
{
    private protected PlacementAttribute()
    {
    }
}
