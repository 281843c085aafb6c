using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Tokens;

namespace ClsPortal.Workshop.Pdf;

/// <summary>The pages in their order, each with what it takes from the nodes above it.</summary>
internal sealed class PageTree(PdfCopier copier)
{
    private static readonly string[] Inherited = ["Resources", "MediaBox", "CropBox", "Rotate"];

    private readonly HashSet<IndirectReference> _seen = [];
    private readonly List<DictionaryToken> _pages = [];

    public List<DictionaryToken> Read(DictionaryToken catalogue)
    {
        Visit(catalogue.Data.GetValueOrDefault("Pages"), new Dictionary<string, IToken>(StringComparer.Ordinal), 0);
        return _pages;
    }

    private void Visit(IToken? token, Dictionary<string, IToken> above, int depth)
    {
        // A node that stands below itself, or twice, is read once.
        if (copier.Resolve(token) is not DictionaryToken node || (token is IndirectReferenceToken reference && !_seen.Add(reference.Data)))
        {
            return;
        }

        if (depth > PdfLimits.Depth || _pages.Count >= PdfLimits.Pages)
        {
            throw new VerdictException(Verdict.TooLarge);
        }

        var own = new Dictionary<string, IToken>(above, StringComparer.Ordinal);
        foreach (var key in Inherited)
        {
            if (node.Data.GetValueOrDefault(key) is { } value)
            {
                own[key] = value;
            }
        }

        if (copier.Resolve<ArrayToken>(node, "Kids") is { } kids)
        {
            foreach (var kid in kids.Data)
            {
                Visit(kid, own, depth + 1);
            }
        }
        else if (copier.Resolve<NameToken>(node, "Type") is null or { Data: "Page" } || node.Data.ContainsKey("Contents"))
        {
            _pages.Add(own.Aggregate(node, (page, entry) => page.With(NameToken.Create(entry.Key), entry.Value)));
        }
    }
}
