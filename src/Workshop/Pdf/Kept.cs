using UglyToad.PdfPig.Tokens;

namespace ClsPortal.Workshop.Pdf;

/// <summary>
/// What is kept of each kind of object, key by key, in the words of ISO 32000. Whatever is not named here does not reach the new file: no
/// action, no script, no attachment, no address, no reference to another file, whichever key it hides behind.
/// </summary>
internal sealed class Kept(string kind)
{
    private readonly Dictionary<string, Kept> _keys = new(StringComparer.Ordinal);
    private Func<DictionaryToken, Kept?>? _choose;

    /// <summary>Numbers, names, texts, and lists of them.</summary>
    public static readonly Kept Plain = new(nameof(Plain));

    public static readonly Kept Resources = new(nameof(Resources));
    public static readonly Kept Form = new(nameof(Form));
    public static readonly Kept Image = new(nameof(Image)) { MayBeStream = true, IsImage = true };
    public static readonly Kept Group = new(nameof(Group));
    public static readonly Kept Layer = new(nameof(Layer));
    public static readonly Kept Layers = new(nameof(Layers));
    public static readonly Kept PictureParameters = new(nameof(PictureParameters));

    private static readonly Kept Function = new(nameof(Function)) { MayBeStream = true };
    private static readonly Kept ColorSpace = new(nameof(ColorSpace)) { MayBeStream = true };
    private static readonly Kept Pattern = new(nameof(Pattern)) { MayBeStream = true };
    private static readonly Kept Shading = new(nameof(Shading)) { MayBeStream = true };
    private static readonly Kept GraphicsState = new(nameof(GraphicsState));
    private static readonly Kept XObject = new(nameof(XObject));
    private static readonly Kept Font = new(nameof(Font));
    private static readonly Kept Content = new(nameof(Content)) { MayBeStream = true };

    static Kept()
    {
        Function
            .Keep(Plain, "FunctionType", "Domain", "Range", "Size", "BitsPerSample", "Order", "Encode", "Decode", "C0", "C1", "N", "Bounds")
            .Keep(Function, "Functions");

        // Families with parameters, ICC profiles, tables of indexed colours and tint functions stand side by side in one list.
        ColorSpace
            .Keep(Plain, "WhitePoint", "BlackPoint", "Gamma", "Matrix", "Range", "N", "Subtype", "Components")
            .Keep(Plain, "FunctionType", "Domain", "Size", "BitsPerSample", "Order", "Encode", "Decode", "C0", "C1", "Bounds")
            .Keep(Function, "Functions")
            .Keep(ColorSpace, "Alternate", "ColorSpace", "Process")
            .Keep(MapOf(ColorSpace), "Colorants");

        Group.Keep(Plain, "Type", "S", "I", "K").Keep(ColorSpace, "CS");
        Layer.Keep(Plain, "Type", "Name", "Intent", "P", "MCID", "ActualText", "Alt", "E", "Lang").Keep(Layer, "OCGs", "VE");
        Layers.Keep(Layer, "OCGs").Keep(new Kept("LayerStates").Keep(Plain, "BaseState", "Intent").Keep(Layer, "ON", "OFF"), "D");

        PictureParameters
            .Keep(Plain, "K", "Columns", "Rows", "BlackIs1", "EncodedByteAlign", "EndOfLine", "EndOfBlock", "DamagedRowsBeforeError", "ColorTransform")
            .Keep(Content, "JBIG2Globals");

        Form.MayBeStream = true;
        Form.Keep(Plain, "Type", "Subtype", "FormType", "BBox", "Matrix").Keep(Resources, "Resources").Keep(Group, "Group").Keep(Layer, "OC");
        Image
            .Keep(Plain, "Type", "Subtype", "Width", "Height", "BitsPerComponent", "Intent", "ImageMask", "Decode", "Interpolate", "SMaskInData", "Matte")
            .Keep(ColorSpace, "ColorSpace")
            .Keep(Image, "Mask", "SMask")
            .Keep(Layer, "OC");
        XObject.Choose(dictionary =>
            NameOf(dictionary, "Subtype") switch
            {
                "Image" => Image,
                "Form" or null => Form,
                _ => null,
            }
        );

        Pattern
            .Keep(Plain, "Type", "PatternType", "PaintType", "TilingType", "BBox", "XStep", "YStep", "Matrix")
            .Keep(Resources, "Resources")
            .Keep(Shading, "Shading")
            .Keep(GraphicsState, "ExtGState");
        Shading
            .Keep(
                Plain,
                "ShadingType",
                "Background",
                "BBox",
                "AntiAlias",
                "Domain",
                "Matrix",
                "Coords",
                "Extend",
                "BitsPerCoordinate",
                "BitsPerComponent",
                "BitsPerFlag",
                "Decode",
                "VerticesPerRow"
            )
            .Keep(ColorSpace, "ColorSpace")
            .Keep(Function, "Function");
        GraphicsState
            .Keep(Plain, "Type", "LW", "LC", "LJ", "ML", "D", "RI", "OP", "op", "OPM", "FL", "SM", "SA", "BM", "CA", "ca", "AIS", "TK")
            .Keep(Font, "Font")
            .Keep(Function, "BG", "BG2", "UCR", "UCR2", "TR", "TR2")
            .Keep(new Kept("SoftMask").Keep(Plain, "Type", "S", "BC").Keep(Form, "G").Keep(Function, "TR"), "SMask");

        var system = new Kept("CIDSystemInfo").Keep(Plain, "Registry", "Ordering", "Supplement");
        var characterMap = new Kept("CMap") { MayBeStream = true }
            .Keep(Plain, "Type", "CMapName", "WMode", "BaseEncoding", "Differences")
            .Keep(system, "CIDSystemInfo");
        characterMap.Keep(characterMap, "UseCMap");
        var program = new Kept("FontFile") { MayBeStream = true }.Keep(Plain, "Subtype", "Length1", "Length2", "Length3");
        var descriptor = new Kept("FontDescriptor")
            .Keep(
                Plain,
                "Type",
                "FontName",
                "FontFamily",
                "FontStretch",
                "FontWeight",
                "Flags",
                "FontBBox",
                "ItalicAngle",
                "Ascent",
                "Descent",
                "Leading",
                "CapHeight",
                "XHeight",
                "StemV",
                "StemH"
            )
            .Keep(Plain, "AvgWidth", "MaxWidth", "MissingWidth", "CharSet", "Lang")
            .Keep(Content, "CIDSet")
            .Keep(program, "FontFile", "FontFile2", "FontFile3");
        Font.Keep(Plain, "Type", "Subtype", "Name", "BaseFont", "FirstChar", "LastChar", "Widths", "DW", "W", "DW2", "W2", "FontBBox", "FontMatrix")
            .Keep(descriptor, "FontDescriptor")
            .Keep(characterMap, "Encoding", "ToUnicode")
            .Keep(system, "CIDSystemInfo")
            .Keep(Font, "DescendantFonts")
            .Keep(Content, "CIDToGIDMap")
            .Keep(MapOf(Content), "CharProcs")
            .Keep(Resources, "Resources");

        Resources
            .Keep(MapOf(GraphicsState), "ExtGState")
            .Keep(MapOf(ColorSpace), "ColorSpace")
            .Keep(MapOf(Pattern), "Pattern")
            .Keep(MapOf(Shading), "Shading")
            .Keep(MapOf(XObject), "XObject")
            .Keep(MapOf(Font), "Font")
            .Keep(MapOf(Layer), "Properties");
    }

    public bool MayBeStream { get; private set; }

    public bool IsImage { get; private init; }

    /// <summary>Not null for a dictionary whose keys are names of the document's own.</summary>
    public Kept? Each { get; private init; }

    public override string ToString() => kind;

    /// <summary>The kind that this dictionary turns out to be; null for one that is not kept.</summary>
    public Kept? For(DictionaryToken dictionary) => _choose is null ? this : _choose(dictionary);

    public Kept? Under(string key) => Each ?? _keys.GetValueOrDefault(key);

    private static string? NameOf(DictionaryToken dictionary, string key) =>
        dictionary.Data.TryGetValue(key, out var token) && token is NameToken name ? name.Data : null;

    private static Kept MapOf(Kept each) => new($"{each}s") { Each = each };

    private Kept Keep(Kept kept, params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            _keys.Add(key, kept);
        }

        return this;
    }

    private void Choose(Func<DictionaryToken, Kept?> choose) => _choose = choose;
}
