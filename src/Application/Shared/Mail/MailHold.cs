namespace ClsPortal.Application.Shared;

/// <summary>
/// How long the mail of a decision stays in the outbox (setting <c>Portal:Email:HoldSeconds</c>), so that a slip which is noticed at
/// once is undone before any family has read it.
/// </summary>
public sealed record MailHold(TimeSpan Time)
{
    public static readonly MailHold None = new(TimeSpan.Zero);
}
