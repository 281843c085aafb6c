using System.Security.Cryptography;

namespace ClsPortal.Infrastructure.Shared;

/// <summary>The key file of an embedded database: one key a line, name and base64; the first line is the current key.</summary>
internal static class KeyFile
{
    private const string FirstName = "1";

    public static SecretKeys Read(string path)
    {
        var keys = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        string? current = null;
        foreach (var line in File.ReadLines(path).Select(line => line.Trim()).Where(line => line is not ("" or ['#', ..])))
        {
            var parts = line.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            var name = EncryptionSettings.NameOf(parts[0]);
            current ??= name;
            keys[name] = EncryptionSettings.ValueOf($"The key '{name}' in {path}", parts.ElementAtOrDefault(1));
        }

        return current is null
            ? throw new InvalidOperationException($"{path} holds no key: put the key file back from its backup.")
            : new SecretKeys(current, keys);
    }

    /// <summary>Readable by its owner alone from its first byte on, and never there half written.</summary>
    public static SecretKeys Create(string path)
    {
        var unfinished = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var stream = new FileStream(unfinished, options))
        {
            using var writer = new StreamWriter(stream, leaveOpen: true);
            writer.WriteLine("# Opens the encrypted fields of the database. Keep a copy in another place than the database's backups.");
            writer.WriteLine($"{FirstName} {Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretKeys.Size))}");
            writer.Flush();
            stream.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(unfinished, path);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another start was faster.
            File.Delete(unfinished);
        }

        return Read(path);
    }
}
