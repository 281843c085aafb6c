using MimeKit;

namespace ClsPortal.Support;

/// <summary>A message that the listener took: its envelope, and its bytes with the dots of DATA unstuffed.</summary>
public sealed record ReceivedMail(string From, IReadOnlyList<string> Recipients, ReadOnlyMemory<byte> Raw, string? User)
{
    public MimeMessage Message { get; } = Parse(Raw);

    private static MimeMessage Parse(ReadOnlyMemory<byte> raw)
    {
        using var stream = new MemoryStream(raw.ToArray());
        return MimeMessage.Load(stream);
    }
}
