namespace ClsPortal.Web.Shared.Dialogs;

/// <summary>What a member of staff said in <see cref="ReasonDialog"/>.</summary>
internal sealed record Reason(string Text, bool StaysOnInvoice);
