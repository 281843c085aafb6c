using System.Text;

namespace ClsPortal.Support;

/// <summary>Reads and writes the lines of SMTP as bytes, since a message may hold any.</summary>
internal sealed class SmtpLines(Stream stream)
{
    private readonly BufferedStream _stream = new(stream);

    public async Task WriteAsync(params string[] lines)
    {
        await _stream.WriteAsync(Encoding.UTF8.GetBytes(string.Join("\r\n", lines) + "\r\n"));
        await _stream.FlushAsync();
    }

    /// <summary>The next line without its end, or null when the sender has hung up.</summary>
    public async Task<string?> ReadAsync() => await ReadBytesAsync() is { } line ? Encoding.UTF8.GetString(line) : null;

    /// <summary>The lines up to the lone dot, with doubled leading dots made single; null when the sender hung up first.</summary>
    public async Task<byte[]?> ReadDataAsync()
    {
        using var data = new MemoryStream();
        while (await ReadBytesAsync() is { } line)
        {
            if (line is [(byte)'.'])
                return data.ToArray();
            data.Write(line.AsSpan(line is [(byte)'.', ..] ? 1 : 0));
            data.Write("\r\n"u8);
        }

        return null;
    }

    private async Task<byte[]?> ReadBytesAsync()
    {
        using var line = new MemoryStream();
        var one = new byte[1];
        while (await _stream.ReadAsync(one) == 1)
        {
            if (one[0] == (byte)'\n')
            {
                var bytes = line.ToArray();
                return bytes is [.., (byte)'\r'] ? bytes[..^1] : bytes;
            }

            line.Write(one);
        }

        return null;
    }
}
