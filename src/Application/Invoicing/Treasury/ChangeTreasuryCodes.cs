using ClsPortal.Application.Shared;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Domain.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Invoicing;

/// <summary>Saves a new version. <paramref name="Seen"/> is the version that was on the screen. Bordereaux made before keep theirs.</summary>
[HarmlessForOwnFamily("the codes of the collectivity, for every title")]
public sealed record ChangeTreasuryCodes(int Seen, TreasurySettings Terms) : ICommand<Done>
{
    // As for reading them.
    public static Permission Access => Permission.Of(Roles.Accountant);
}

internal sealed class ChangeTreasuryCodesValidator : AbstractValidator<ChangeTreasuryCodes>
{
    public ChangeTreasuryCodesValidator()
    {
        foreach (var rule in TreasuryCodeRule.All)
        {
            RuleFor(change => rule.Value(change.Terms)).Must(value => rule.IsRight(value)).WithMessage(rule.Sentence).OverridePropertyName(rule.Name);
        }
    }
}

internal sealed class ChangeTreasuryCodesHandler(IInvoicingDb db, ICurrentUser user, CentreClock clock) : ICommandHandler<ChangeTreasuryCodes, Done>
{
    public async Task<Outcome<Done>> Handle(ChangeTreasuryCodes request, CancellationToken cancellationToken)
    {
        var current = await db
            .TreasuryCodes.OrderByDescending(codes => codes.Id)
            .Select(codes => new { codes.Id, codes.ChangedByName })
            .FirstOrDefaultAsync(cancellationToken);
        if ((current?.Id ?? 0) != request.Seen)
        {
            return new Refusal("ChangedMeanwhile", $"{current!.ChangedByName} a changé ces codes entre-temps : rechargez la page.");
        }

        db.TreasuryCodes.Add(TreasuryCodes.Version(request.Terms, clock.Now, user.UserId, user.DisplayName));
        db.AuditEntries.Add(AuditEntry.Record(clock.Now, user.UserId, user.DisplayName, "bordereau.codes", "TreasuryCodes"));
        await db.SaveChangesAsync(cancellationToken);
        return Done.It;
    }
}
