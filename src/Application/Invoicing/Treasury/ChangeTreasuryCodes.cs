using ClsPortal.Application.Shared;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Domain.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Invoicing;

/// <summary>The codes that the Trésorerie's file is written with.</summary>
public sealed record GetTreasuryCodes : IQuery<TreasuryCodesView>
{
    // Exports to the Trésorerie are the accountant's: SPEC, "Who may do what".
    public static Permission Access => Permission.Of(Roles.Accountant);
}

/// <param name="Version">0 while nothing was saved: then they come from the configuration, or are empty.</param>
/// <param name="Terms">What they say.</param>
/// <param name="ChangedAt">On the centre's clocks.</param>
/// <param name="ChangedByName">Who changed them.</param>
public sealed record TreasuryCodesView(int Version, TreasurySettings Terms, DateTime? ChangedAt, string ChangedByName);

internal sealed class GetTreasuryCodesHandler(IPortalDb db, CentreClock clock, CollectionSettings settings) : IQueryHandler<GetTreasuryCodes, TreasuryCodesView>
{
    public async Task<Outcome<TreasuryCodesView>> Handle(GetTreasuryCodes request, CancellationToken cancellationToken) =>
        await db.TreasuryCodes.AsNoTracking().OrderByDescending(codes => codes.Id).FirstOrDefaultAsync(cancellationToken) is { } saved
            ? new TreasuryCodesView(saved.Id, saved.Terms, clock.ToWallClock(saved.ChangedAt), saved.ChangedByName)
            : new TreasuryCodesView(0, settings.Treasury ?? new TreasurySettings("", "", "", "", "", ""), null, "");
}

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

internal sealed class ChangeTreasuryCodesHandler(IPortalDb db, ICurrentUser user, CentreClock clock) : ICommandHandler<ChangeTreasuryCodes, Done>
{
    public async Task<Outcome<Done>> Handle(ChangeTreasuryCodes request, CancellationToken cancellationToken)
    {
        var current = await db.TreasuryCodes.OrderByDescending(codes => codes.Id).Select(codes => new { codes.Id, codes.ChangedByName }).FirstOrDefaultAsync(cancellationToken);
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
