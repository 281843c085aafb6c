namespace ClsPortal.Application.Shared;

/// <summary>Whether mails can leave: the setting <c>Portal:Email:Smtp</c>.</summary>
public sealed record MailServerStatus(bool IsConfigured);
