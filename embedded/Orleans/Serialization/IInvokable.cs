using System.Reflection;

namespace Orleans.Serialization.Invocation;

/// <summary>One call with its arguments, as filters see it.</summary>
public interface IInvokable : IDisposable
{
    /// <summary>How many arguments the method takes.</summary>
    int GetArgumentCount();

    /// <summary>The argument at that position.</summary>
    object? GetArgument(int index);

    /// <summary>Name of the method.</summary>
    string GetMethodName();

    /// <summary>Name of the interface.</summary>
    string GetInterfaceName();

    /// <summary>The method of the interface.</summary>
    MethodInfo GetMethod();

    /// <summary>The interface.</summary>
    Type GetInterfaceType();
}
