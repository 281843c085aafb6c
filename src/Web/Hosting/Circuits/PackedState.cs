using System.Buffers;
using System.IO.Compression;
using System.Text.Json;
using Microsoft.AspNetCore.Components;

namespace ClsPortal.Web.Hosting;

/// <summary>
/// What a page hands from its prerender to its circuit, packed: it is sealed and then Base64 in the page, where nothing on the way can shorten
/// it any more, and a circuit keeps it. A month of the calendar is 31,000 characters unpacked.
/// </summary>
public sealed class PackedState<T> : PersistentComponentStateSerializer<T>
{
    public override void Persist(T value, IBufferWriter<byte> writer)
    {
        using var packed = new MemoryStream();
        using (var packer = new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            JsonSerializer.Serialize(packer, value, JsonSerializerOptions.Web);
        }

        writer.Write(packed.GetBuffer().AsSpan(0, (int)packed.Length));
    }

    public override T Restore(ReadOnlySequence<byte> data)
    {
        using var packed = new MemoryStream(data.ToArray());
        using var unpacker = new BrotliStream(packed, CompressionMode.Decompress);
        return JsonSerializer.Deserialize<T>(unpacker, JsonSerializerOptions.Web)!;
    }
}
