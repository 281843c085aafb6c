namespace ClsPortal.Infrastructure.Encryption;

/// <summary>The keys of this process. Those of a key file come with the start, which knows whether the database already needs one.</summary>
internal sealed class KeyHolder(EncryptionSettings settings)
{
    private SecretKeys? _keys = settings.Keys ?? (File.Exists(settings.KeyFile) ? KeyFile.Read(settings.KeyFile) : null);

    public SecretKeys Keys => _keys ?? throw new InvalidOperationException("The keys are not there before EncryptionStart has run.");

    public bool IsMissing => _keys is null;

    /// <summary>Where a person finds or puts the keys.</summary>
    public string Place => settings.KeyFile ?? "Portal:Encryption:Keys";

    public bool HasLooseFile => !OperatingSystem.IsWindows() && File.Exists(settings.KeyFile)
        && (File.GetUnixFileMode(settings.KeyFile) & (UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite)) != UnixFileMode.None;

    public void CreateFile() => _keys = KeyFile.Create(settings.KeyFile!);
}
