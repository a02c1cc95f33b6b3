using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Conversations.Webhooks;

/// <summary>Shows the receiver that a request is ours, and of now.</summary>
public static class WebhookSignature
{
    /// <summary>The header of the signature.</summary>
    public const string Header = "X-Conversations-Signature";
    /// <summary>The header of the time, in seconds since 1970.</summary>
    public const string TimestampHeader = "X-Conversations-Timestamp";
    /// <summary>The header of the delivery id.</summary>
    public const string DeliveryHeader = "X-Conversations-Delivery";

    /// <summary>The value of the header: <c>t=…,v1=…</c>, the hexadecimal HMAC-SHA256 of <c>{t}.{body}</c>.</summary>
    public static string Of(string secret, long timestamp, string body)
    {
        var t = timestamp.ToString(CultureInfo.InvariantCulture);
        var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{t}.{body}"));
        return $"t={t},v1={Convert.ToHexStringLower(hash)}";
    }
}
