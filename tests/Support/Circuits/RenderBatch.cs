using System.Buffers.Binary;
using System.Text;

namespace ClsPortal.Support;

/// <summary>
/// What a circuit renders: Blazor's binary batch, of which the elements with their attributes and handlers are read. Layout: frames of
/// 20 bytes, a string table, and at the end where each part starts.
/// </summary>
internal sealed class RenderBatch(byte[] bytes)
{
    private const int FrameSize = 20;

    /// <summary>All strings of the batch: texts, names and values.</summary>
    public bool Contains(string text) => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;

    public IEnumerable<RenderedElement> Elements()
    {
        var frames = Number(bytes.Length - 16);
        var count = Number(frames);
        for (var index = 0; index < count; index++)
        {
            var at = frames + 4 + (index * FrameSize);
            if (Number(at) != 1)
                continue;
            var element = new RenderedElement(Text(Number(at + 8)) ?? "", new(StringComparer.Ordinal), new(StringComparer.Ordinal));
            // The attributes of an element are the frames right behind it.
            for (var next = index + 1; next < count && Number(at = frames + 4 + (next * FrameSize)) == 3; next++)
            {
                var name = Text(Number(at + 4)) ?? "";
                var handler = BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(at + 12));
                if (handler != 0)
                    element.Handlers[name] = handler;
                else
                    element.Attributes[name] = Text(Number(at + 8)) ?? "";
            }

            yield return element;
        }
    }

    private int Number(int at) => BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at));

    private string? Text(int index)
    {
        if (index < 0)
            return null;
        var at = Number(Number(bytes.Length - 4) + (4 * index));
        var length = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = bytes[at++];
            length |= (next & 0x7f) << shift;
            if (next < 0x80)
                return Encoding.UTF8.GetString(bytes, at, length);
        }
    }
}

/// <summary>An element of a page with what it can be asked: attributes by name, handlers by event ("onclick").</summary>
public sealed record RenderedElement(string Name, Dictionary<string, string> Attributes, Dictionary<string, ulong> Handlers);
