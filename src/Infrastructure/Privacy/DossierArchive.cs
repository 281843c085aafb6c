using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ClsPortal.Application.Privacy;

namespace ClsPortal.Infrastructure.Privacy;

/// <summary>A family's data as a ZIP: a page for people, JSON for machines, the files. Written straight to where it goes.</summary>
public static class DossierArchive
{
    public const string ContentType = "application/zip";
    public const string Data = "donnees.json";
    public const string Page = "dossier.html";

    private static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The name under which it is saved.</summary>
    public static string NameOf(FamilyDossier dossier) =>
        FormattableString.Invariant($"donnees-famille-{dossier.FamilyNumber}-{dossier.MadeAt:yyyy-MM-dd}.zip");

    /// <param name="output">May be one that can only be written forward.</param>
    /// <param name="dossier">The data.</param>
    /// <param name="copyAsync">Writes a file's content.</param>
    /// <param name="cancellationToken">When whoever downloads has gone.</param>
    public static async Task WriteAsync(
        Stream output,
        FamilyDossier dossier,
        Func<DossierFile, Stream, CancellationToken, Task> copyAsync,
        CancellationToken cancellationToken
    )
    {
        await using var patient = new PatientStream(output);
        var archive = await ZipArchive.CreateAsync(patient, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8, cancellationToken);
        await using (archive)
        {
            await AddAsync(Page, stream => stream.WriteAsync(Encoding.UTF8.GetBytes(DossierPage.Of(dossier)), cancellationToken).AsTask());
            await AddAsync(Data, stream => JsonAsync(stream, dossier, cancellationToken));
            foreach (var file in dossier.Files)
            {
                await AddAsync(file.Path, stream => copyAsync(file, stream, cancellationToken));
            }
        }

        await patient.FlushAsync(cancellationToken);

        async Task AddAsync(string name, Func<Stream, Task> writeAsync)
        {
            var entry = archive.CreateEntry(name);
            entry.LastWriteTime = new DateTimeOffset(dossier.MadeAt, TimeSpan.Zero);
            await using var stream = await entry.OpenAsync(cancellationToken);
            await writeAsync(stream);
        }
    }

    private static async Task JsonAsync(Stream output, FamilyDossier dossier, CancellationToken cancellationToken)
    {
        await using var writer = new Utf8JsonWriter(output, Readable);
        writer.WriteStartObject();
        writer.WriteString("centre", dossier.CentreName);
        writer.WriteString("numero", dossier.FamilyNumber);
        writer.WriteString("exporte_le", dossier.MadeAt);
        writer.WriteBoolean("avec_sante", dossier.WithHealth);
        foreach (var section in dossier.Sections)
        {
            writer.WriteStartArray(section.Key);
            foreach (var row in section.Rows)
            {
                writer.WriteStartObject();
                foreach (var (column, value) in section.Columns.Zip(row))
                {
                    writer.WritePropertyName(column);
                    Write(writer, value);
                }

                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            await writer.FlushAsync(cancellationToken);
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case bool yes:
                writer.WriteBooleanValue(yes);
                break;
            case int number:
                writer.WriteNumberValue(number);
                break;
            case decimal amount:
                writer.WriteNumberValue(amount);
                break;
            case DateTime at:
                writer.WriteStringValue(at);
                break;
            case DateOnly day:
                writer.WriteStringValue(day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
                break;
            case TimeOnly time:
                writer.WriteStringValue(time.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture));
                break;
            default:
                throw new InvalidOperationException($"No JSON for {value.GetType().Name}");
        }
    }
}
