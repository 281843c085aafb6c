namespace ClsPortal.Infrastructure.Tests.Families;

/// <summary>Files that only other programs make: qpdf's encryption (owner's password, or one to open it), an iPhone's picture format.</summary>
internal static class Samples
{
    public static byte[] Read(string name)
    {
        using var stream = typeof(Samples).Assembly.GetManifestResourceStream(name)!;
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }
}
