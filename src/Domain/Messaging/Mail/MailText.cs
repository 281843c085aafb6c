namespace ClsPortal.Domain.Messaging;

/// <summary>The centre's own words in the mails of one kind; where there are none, the standard ones hold.</summary>
public sealed class MailText
{
    /// <summary>Longest <see cref="Subject"/>, in characters.</summary>
    public const int SubjectMaxLength = 150;

    /// <summary>Longest paragraph, in characters.</summary>
    public const int ParagraphMaxLength = 2000;

    private MailText() { }

    /// <summary>Which template; the key.</summary>
    public string Template { get; private set; } = "";

    /// <summary>With placeholders such as <c>{famille}</c>.</summary>
    public string Subject { get; private set; } = "";

    /// <summary>Before what the mail tells, with placeholders.</summary>
    public string Introduction { get; private set; } = "";

    /// <summary>After it, with placeholders.</summary>
    public string Closing { get; private set; } = "";

    /// <summary>Words for a template.</summary>
    public static MailText For(string template) => new() { Template = template };

    /// <summary>Changes the words.</summary>
    public void Say(string subject, string introduction, string closing) => (Subject, Introduction, Closing) = (subject, introduction, closing);
}
