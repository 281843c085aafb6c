using ClsPortal.Application.Shared;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Activities;

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
        When(
            set => Enum.IsDefined(set.Kind),
            () =>
            {
                RuleFor(set => set.UnderSix)
                    .Must((set, rate) => rate >= 1 && rate <= StaffRule.Most(set.Kind).UnderSix)
                    .WithMessage(set =>
                        $"Entre 1 et {StaffRule.Most(set.Kind).UnderSix} enfants de moins de 6 ans par animateur : la loi n’en permet pas plus."
                    );
                RuleFor(set => set.FromSix)
                    .Must((set, rate) => rate >= 1 && rate <= StaffRule.Most(set.Kind).FromSix)
                    .WithMessage(set => $"Entre 1 et {StaffRule.Most(set.Kind).FromSix} enfants de 6 ans ou plus par animateur : la loi n’en permet pas plus.");
            }
        );
    }
}

internal sealed class SetStaffRuleHandler(IActivitiesDb db, ICurrentUser user, CentreClock clock) : ICommandHandler<SetStaffRule, Done>
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

        db.AuditEntries.Add(
            AuditEntry.Record(
                clock.Now,
                user.UserId,
                user.DisplayName,
                "staff.rule",
                $"StaffRule:{request.Kind}",
                details: $"{request.UnderSix} / {request.FromSix}"
            )
        );
        await db.SaveChangesAsync(cancellationToken);
        return Done.It;
    }
}
