namespace ClsPortal.Application.Messaging;

/// <summary>Shows an invented mail of a kind with words that are not saved yet.</summary>
public interface IMailPreview
{
    /// <param name="template">Of <see cref="MailCatalogue"/>.</param>
    /// <param name="subject">Empty for the standard one.</param>
    /// <param name="introduction">Before the mail's own text.</param>
    /// <param name="closing">After it.</param>
    Task<(string Subject, string Text)> RenderAsync(string template, string subject, string introduction, string closing);
}
