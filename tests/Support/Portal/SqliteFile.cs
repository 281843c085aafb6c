using Microsoft.Data.Sqlite;

namespace ClsPortal.Support;

/// <summary>The file of an embedded database of a test's own.</summary>
public static class SqliteFile
{
    /// <summary>Where none is yet.</summary>
    public static string NewPath() => Path.Combine(Path.GetTempPath(), $"clsportal-{Guid.NewGuid():N}.db");

    /// <summary>Deletes it with all that lies beside it; nobody uses it any more.</summary>
    public static void Delete(string file)
    {
        SqliteConnection.ClearAllPools();
        foreach (var left in new[] { file, file + "-wal", file + "-shm", Path.ChangeExtension(file, ".key") })
            File.Delete(left);
    }
}
