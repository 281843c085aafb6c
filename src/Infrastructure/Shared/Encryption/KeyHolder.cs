using System.Security.Cryptography;
using System.Text;

namespace ClsPortal.Infrastructure.Shared;

/// <summary>The keys of this process. Those of a key file come with the start, which knows whether the database already needs one.</summary>
internal sealed class KeyHolder(EncryptionSettings settings)
{
    private object? _fingerprint;
    private SecretKeys? _keys = settings.Keys ?? (File.Exists(settings.KeyFile) ? KeyFile.Read(settings.KeyFile) : null);

    public SecretKeys Keys => _keys ?? throw new InvalidOperationException("The keys are not there before EncryptionStart has run.");

    public bool IsMissing => _keys is null;

    /// <summary>Equal for equal keys.</summary>
    public object Fingerprint => _keys is null ? this : _fingerprint ??= FingerprintOf(_keys);

    /// <summary>Where a person finds or puts the keys.</summary>
    public string Place => settings.KeyFile ?? "Portal:Encryption:Keys";

    public bool HasLooseFile =>
        !OperatingSystem.IsWindows()
        && File.Exists(settings.KeyFile)
        && (File.GetUnixFileMode(settings.KeyFile) & (UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite))
            != UnixFileMode.None;

    /// <summary>True when the key file lies beside the database.</summary>
    public bool IsTooNear => settings.IsTooNear;

    public void CreateFile() => _keys = KeyFile.Create(settings.KeyFile!);

    private static string FingerprintOf(SecretKeys keys)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var name in keys.Names.Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.ASCII.GetBytes($"{name}\n"));
            hash.AppendData(keys.Find(name)!);
        }

        return $"{keys.Current} {Convert.ToHexString(hash.GetHashAndReset())}";
    }
}
