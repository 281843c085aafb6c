using UglyToad.PdfPig;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Tokens;

namespace ClsPortal.Workshop.Pdf;

/// <summary>Copies what <see cref="Kept"/> names from one document into another.</summary>
internal sealed class PdfCopier(Structure source, PdfOutput output, PdfLimits limits)
{
    private readonly Dictionary<(IndirectReference Source, Kept Kind), IndirectReference> _copies = [];
    private readonly Queue<(IndirectReference Source, Kept Kind, IndirectReference Copy)> _waiting = [];

    /// <summary>What a reference stands for, whatever chain leads there; null for what is missing or cannot be read.</summary>
    public IToken? Resolve(IToken? token)
    {
        for (var step = 0; token is IndirectReferenceToken reference; step++)
        {
            token = step > 10 ? null : Read(reference.Data);
        }

        return token is ObjectToken or NullToken ? null : token;
    }

    public T? Resolve<T>(DictionaryToken dictionary, string key)
        where T : class, IToken => Resolve(dictionary.Data.GetValueOrDefault(key)) as T;

    /// <returns>Null for what is not kept.</returns>
    public IToken? Copy(IToken? token, Kept kind, int depth = 0)
    {
        if (depth > PdfLimits.Depth)
        {
            throw new VerdictException(Verdict.TooLarge);
        }

        switch (token)
        {
            case IndirectReferenceToken reference:
                return CopyReferred(reference, kind, depth);
            case DictionaryToken dictionary:
                return kind.For(dictionary) is { } known && known != Kept.Plain ? new DictionaryToken(Entries(dictionary, known, depth)) : null;
            case ArrayToken array:
                return new ArrayToken([.. array.Data.Select(item => Copy(item, kind, depth + 1) ?? NullToken.Instance)]);
            case NumericToken or NameToken or StringToken or HexToken or BooleanToken:
                return token;
            default:
                return null;
        }
    }

    /// <summary>Copies a stream that is no object of its own in the new document, with other entries in place of some of its own.</summary>
    public StreamToken? CopyStream(StreamToken stream, Kept kind, IReadOnlyDictionary<NameToken, IToken>? instead = null)
    {
        if (kind.For(stream.StreamDictionary) is not { MayBeStream: true } known || StreamPacking.Repack(stream, known, this, limits) is not { } packed)
        {
            return null;
        }

        var entries = Entries(stream.StreamDictionary, known, 0);
        foreach (
            var (key, value) in packed
                .StreamDictionary.Data.Select(entry => (NameToken.Create(entry.Key), entry.Value))
                .Concat(instead?.Select(entry => (entry.Key, entry.Value)) ?? [])
        )
        {
            entries[key] = value;
        }

        return new StreamToken(new DictionaryToken(entries), packed.Data);
    }

    /// <summary>Writes all that was promised by references.</summary>
    public void Finish()
    {
        while (_waiting.TryDequeue(out var next))
        {
            var copy = Read(next.Source) switch
            {
                StreamToken stream => CopyStream(stream, next.Kind),
                { } token => Copy(token, next.Kind),
                null => null,
            };
            output.Put(next.Copy, copy ?? NullToken.Instance);
        }
    }

    private IToken? CopyReferred(IndirectReferenceToken reference, Kept kind, int depth)
    {
        if (_copies.TryGetValue((reference.Data, kind), out var known))
        {
            return new IndirectReferenceToken(known);
        }

        var target = Resolve(reference);
        if (target is not (DictionaryToken or ArrayToken or StreamToken))
        {
            return Copy(target, kind, depth + 1);
        }

        if (target is DictionaryToken or StreamToken && kind == Kept.Plain)
        {
            return null;
        }

        var copy = output.Reserve();
        _copies.Add((reference.Data, kind), copy);
        _waiting.Enqueue((reference.Data, kind, copy));
        return new IndirectReferenceToken(copy);
    }

    private Dictionary<NameToken, IToken> Entries(DictionaryToken dictionary, Kept kind, int depth)
    {
        var entries = new Dictionary<NameToken, IToken>();
        foreach (var (key, value) in dictionary.Data)
        {
            if (kind.Under(key) is { } under && Copy(value, under, depth + 1) is { } copy)
            {
                entries[NameToken.Create(key)] = copy;
            }
        }

        return entries;
    }

    private IToken? Read(IndirectReference reference)
    {
        try
        {
            return source.GetObject(reference)?.Data;
        }
        catch (Exception exception) when (exception is not (VerdictException or OutOfMemoryException))
        {
            // One object that cannot be read is missing, as in a reader's program.
            return null;
        }
    }
}
