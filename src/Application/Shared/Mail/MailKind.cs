using System.Text.Json;

namespace ClsPortal.Application.Shared;

/// <summary>A kind of mail as staff know it; the centre may choose its words.</summary>
public sealed class MailKind
{
    private readonly IMail _sample;
    private readonly Func<string, IMail?> _read;

    private MailKind(string template, string name, string when, string standardSubject, IMail sample, string sampleModel, Func<string, IMail?> read)
    {
        (Template, Name, When, StandardSubject, SampleModel) = (template, name, when, standardSubject, sampleModel);
        (_sample, _read) = (sample, read);
    }

    /// <summary>The key; rows of the outbox hold it, so it never changes.</summary>
    public string Template { get; }

    /// <summary>As staff know it.</summary>
    public string Name { get; }

    /// <summary>When it leaves.</summary>
    public string When { get; }

    /// <summary>While the centre has chosen none; <see cref="MailPlaceholders.StandardSubject"/> where it differs from mail to mail.</summary>
    public string StandardSubject { get; }

    /// <summary>An invented mail of this kind as the outbox would hold it, for the preview.</summary>
    public string SampleModel { get; }

    /// <summary>The invented mail's subject.</summary>
    public string SampleSubject => _sample.Subject;

    /// <summary>Placeholders that mails of this kind can fill.</summary>
    public IReadOnlyCollection<string> Placeholders => [.. MailPlaceholders.Of(SampleModel, SampleSubject).Keys];

    /// <param name="template">The key.</param>
    /// <param name="name">As staff know it.</param>
    /// <param name="when">When it leaves.</param>
    /// <param name="sample">An invented mail, for the preview.</param>
    /// <param name="subject">Null where it differs from mail to mail.</param>
    public static MailKind Of<TMail>(string template, string name, string when, TMail sample, string? subject = null)
        where TMail : class, IMail =>
        new(
            template,
            name,
            when,
            subject ?? MailPlaceholders.StandardSubject,
            sample,
            JsonSerializer.Serialize(sample),
            model => JsonSerializer.Deserialize<TMail>(model)
        );

    /// <summary>A mail as a row of the outbox holds it.</summary>
    /// <exception cref="InvalidOperationException">The row holds none.</exception>
    public IMail Read(string model) => _read(model) ?? throw new InvalidOperationException($"No model for {Template}");
}

/// <summary>What invented mails have in common.</summary>
internal static class MailSample
{
    public const string Centre = "Centre de Loisirs de Pontigny";
    public const string Phone = "03.86.47.86.12";
    public static readonly DateTime At = new(2027, 2, 2, 11, 0, 0, DateTimeKind.Unspecified);
}
