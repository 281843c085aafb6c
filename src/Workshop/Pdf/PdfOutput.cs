using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Tokens;

namespace ClsPortal.Workshop.Pdf;

/// <summary>Writes a new PDF with one cross-reference table. Every text is written as hexadecimal digits, so that none can be taken for an object.</summary>
internal sealed class PdfOutput : IDisposable
{
    private readonly MemoryStream _file = new();
    private readonly List<long> _offsets = [];

    public PdfOutput() => Write("%PDF-1.7\n%âãÏÓ\n");

    public IndirectReference Reserve()
    {
        _offsets.Add(0);
        return _offsets.Count > PdfLimits.Objects ? throw new VerdictException(Verdict.TooLarge) : new IndirectReference(_offsets.Count, 0);
    }

    public IndirectReference Add(IToken token)
    {
        var reference = Reserve();
        Put(reference, token);
        return reference;
    }

    public void Put(IndirectReference reference, IToken token)
    {
        _offsets[(int)reference.ObjectNumber - 1] = _file.Length;
        Write(string.Create(CultureInfo.InvariantCulture, $"{reference.ObjectNumber} 0 obj\n"));
        if (token is StreamToken stream)
        {
            WriteToken(stream.StreamDictionary.With(NameToken.Length, new NumericToken(stream.Data.Length)), 0);
            Write("\nstream\n");
            _file.Write(stream.Data.Span);
            Write("\nendstream");
        }
        else
        {
            WriteToken(token, 0);
        }

        Write("\nendobj\n");
    }

    public byte[] Finish(IndirectReference catalogue)
    {
        var id = Convert.ToHexString(SHA256.HashData(_file.GetBuffer().AsSpan(0, (int)_file.Length)).AsSpan(0, 16));
        var start = _file.Length;
        Write(string.Create(CultureInfo.InvariantCulture, $"xref\n0 {_offsets.Count + 1}\n0000000000 65535 f \n"));
        foreach (var offset in _offsets)
        {
            // What was promised and never written is free.
            Write(offset == 0 ? "0000000000 00000 f \n" : string.Create(CultureInfo.InvariantCulture, $"{offset:0000000000} 00000 n \n"));
        }

        Write(
            string.Create(
                CultureInfo.InvariantCulture,
                $"trailer\n<< /Size {_offsets.Count + 1} /Root {catalogue.ObjectNumber} 0 R /ID [<{id}> <{id}>] >>\nstartxref\n{start}\n%%EOF\n"
            )
        );
        return _file.ToArray();
    }

    public void Dispose() => _file.Dispose();

    private void WriteToken(IToken token, int depth)
    {
        if (depth > PdfLimits.Depth)
        {
            throw new VerdictException(Verdict.TooLarge);
        }

        switch (token)
        {
            case DictionaryToken dictionary:
                Write("<<");
                foreach (var (key, value) in dictionary.Data)
                {
                    WriteName(key);
                    Write(" ");
                    WriteToken(value, depth + 1);
                }

                Write(">>");
                break;
            case ArrayToken array:
                Write("[");
                foreach (var item in array.Data)
                {
                    WriteToken(item, depth + 1);
                    Write(" ");
                }

                Write("]");
                break;
            case IndirectReferenceToken reference:
                Write(string.Create(CultureInfo.InvariantCulture, $"{reference.Data.ObjectNumber} 0 R"));
                break;
            case NameToken name:
                WriteName(name.Data);
                break;
            case NumericToken number:
                Write(number.Data.ToString("0.##########", CultureInfo.InvariantCulture));
                break;
            case StringToken text:
                Write($"<{Convert.ToHexString(text.GetBytes())}>");
                break;
            case HexToken hex:
                Write($"<{Convert.ToHexString(hex.Bytes)}>");
                break;
            case BooleanToken boolean:
                Write(boolean.Data ? "true" : "false");
                break;
            default:
                Write("null");
                break;
        }
    }

    private void WriteName(string name)
    {
        Write("/");
        foreach (var value in Encoding.Latin1.GetBytes(name))
        {
            Write(value is > 0x20 and < 0x7F && !"#()<>[]{}/%"u8.Contains(value) ? ((char)value).ToString() : $"#{value:X2}");
        }
    }

    private void Write(string text) => _file.Write(Encoding.Latin1.GetBytes(text));
}
