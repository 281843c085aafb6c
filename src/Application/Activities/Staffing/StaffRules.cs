using ClsPortal.Application.Shared;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Activities;

/// <summary>How many children one animator may look after, by kind of accueil.</summary>
public sealed record GetStaffRules : IQuery<StaffRuleList>
{
    // Whoever sees the ratio may see what it is measured against.
    public static Permission Access => Permission.Of(Roles.Treating | Roles.Administrator);
}

public sealed record StaffRuleList(IReadOnlyList<StaffRuleLine> Rules);

/// <param name="Kind">The kind.</param>
/// <param name="UnderSix">Children under six for one animator.</param>
/// <param name="FromSix">Children from six on for one animator.</param>
/// <param name="MostUnderSix">The law's limit.</param>
/// <param name="MostFromSix">The law's limit.</param>
public sealed record StaffRuleLine(CareKind Kind, int UnderSix, int FromSix, int MostUnderSix, int MostFromSix);

internal sealed class GetStaffRulesHandler(StaffingDesk desk) : IQueryHandler<GetStaffRules, StaffRuleList>
{
    public async Task<Outcome<StaffRuleList>> Handle(GetStaffRules request, CancellationToken cancellationToken) => new StaffRuleList(
    [
        .. (await desk.RulesAsync(cancellationToken)).OrderBy(pair => pair.Key).Select(pair => new StaffRuleLine(
            pair.Key, pair.Value.UnderSix, pair.Value.FromSix, StaffRule.Most(pair.Key).UnderSix, StaffRule.Most(pair.Key).FromSix)),
    ]);
}

/// <summary>The director sets the rates of one kind, never above what the law allows with a PEDT.</summary>
[HarmlessForOwnFamily("set for all families alike")]
public sealed record SetStaffRule(CareKind Kind, int UnderSix, int FromSix) : ICommand<Done>
{
    // Planning is the director's: SPEC, "Who may do what".
    public static Permission Access => Permission.Of(Roles.Director);
}

internal sealed class SetStaffRuleValidator : AbstractValidator<SetStaffRule>
{
    public SetStaffRuleValidator()
    {
        RuleFor(set => set.Kind).IsInEnum().WithMessage("Ce type d’accueil est inconnu.");
        When(set => Enum.IsDefined(set.Kind), () =>
        {
            RuleFor(set => set.UnderSix).Must((set, rate) => rate >= 1 && rate <= StaffRule.Most(set.Kind).UnderSix)
                .WithMessage(set => $"Entre 1 et {StaffRule.Most(set.Kind).UnderSix} enfants de moins de 6 ans par animateur : la loi n’en permet pas plus.");
            RuleFor(set => set.FromSix).Must((set, rate) => rate >= 1 && rate <= StaffRule.Most(set.Kind).FromSix)
                .WithMessage(set => $"Entre 1 et {StaffRule.Most(set.Kind).FromSix} enfants de 6 ans ou plus par animateur : la loi n’en permet pas plus.");
        });
    }
}

internal sealed class SetStaffRuleHandler(IPortalDb db, ICurrentUser user, CentreClock clock) : ICommandHandler<SetStaffRule, Done>
{
    public async Task<Outcome<Done>> Handle(SetStaffRule request, CancellationToken cancellationToken)
    {
        var rule = await db.StaffRules.SingleOrDefaultAsync(row => row.Kind == request.Kind, cancellationToken);
        if (rule is null)
        {
            db.StaffRules.Add(StaffRule.Of(request.Kind, request.UnderSix, request.FromSix));
        }
        else
        {
            rule.Change(request.UnderSix, request.FromSix);
        }

        db.AuditEntries.Add(AuditEntry.Record(
            clock.Now, user.UserId, user.DisplayName, "staff.rule", $"StaffRule:{request.Kind}", details: $"{request.UnderSix} / {request.FromSix}"));
        await db.SaveChangesAsync(cancellationToken);
        return Done.It;
    }
}
