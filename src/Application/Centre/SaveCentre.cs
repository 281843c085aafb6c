using ClsPortal.Application.Shared;
using ClsPortal.Domain.Centre;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Centre;

/// <summary>Sets the centre up, or changes it. The zone counts at the first time only: later it moves sessions (see the school calendar).</summary>
[HarmlessForOwnFamily("set for all families alike")]
public sealed record SaveCentre(
    string Name,
    string Phone,
    string Email,
    string SchoolZone,
    int AnswerWorkingDays,
    int UrgentDays,
    string Announcement,
    string Stamp
) : ICommand<Done>
{
    public static Permission Access => Permission.Of(Roles.Setup);
}

internal sealed class SaveCentreValidator : AbstractValidator<SaveCentre>
{
    public SaveCentreValidator()
    {
        RuleFor(save => save.Name).NameGiven(CentreProfile.NameMaxLength);
        RuleFor(save => save.Phone).PhoneGiven();
        RuleFor(save => save.Email).EmailGiven();
        RuleFor(save => save.SchoolZone).Must(zone => zone is "A" or "B" or "C").WithMessage("Choisissez la zone scolaire A, B ou C.");
        RuleFor(save => save.AnswerWorkingDays).InclusiveBetween(1, 30).WithMessage("Indiquez un délai de 1 à 30 jours ouvrés.");
        RuleFor(save => save.UrgentDays).InclusiveBetween(1, 30).WithMessage("Indiquez de 1 à 30 jours.");
        RuleFor(save => save.Announcement)
            .MaximumLength(CentreProfile.AnnouncementMaxLength)
            .WithMessage($"Le message est trop long : {CentreProfile.AnnouncementMaxLength} caractères au plus.");
    }
}

internal sealed class SaveCentreHandler(ICentreDb db, SetupDesk desk, ITransactions transactions, ChangeFeed feed) : ICommandHandler<SaveCentre, Done>
{
    public async Task<Outcome<Done>> Handle(SaveCentre request, CancellationToken cancellationToken)
    {
        var centre = await desk.LockAsync(cancellationToken);
        var before = CentreSettings.Of(centre);
        if (request.Stamp != before.Stamp)
        {
            return SetupDesk.ChangedMeanwhile;
        }

        if (centre is null)
        {
            centre = CentreProfile.Create(request.Name, request.Phone, request.Email, request.SchoolZone, request.AnswerWorkingDays);
            db.Centres.Add(centre);
        }

        centre.Describe(
            request.Name.Trim(),
            PhoneNumber.Of(request.Phone)!,
            EmailAddress.Of(request.Email)!,
            request.AnswerWorkingDays,
            request.UrgentDays,
            request.Announcement.Trim()
        );
        desk.Record("centre.saved", "Centre", Changes(before, CentreSettings.Of(centre)));
        await db.SaveChangesAsync(cancellationToken);
        // The logo is called by the centre's name.
        transactions.AfterCommit(() => feed.Publish(ChangeNotice.Look));
        return Done.It;
    }

    private static string Changes(CentreSettings before, CentreSettings after) =>
        string.Join(
            "; ",
            new (string Name, object Before, object After)[]
            {
                ("nom", before.Name, after.Name),
                ("téléphone", before.Phone, after.Phone),
                ("e-mail", before.Email, after.Email),
                ("réponse en jours ouvrés", before.AnswerWorkingDays, after.AnswerWorkingDays),
                ("urgence en jours", before.UrgentDays, after.UrgentDays),
                ("message d’accueil", before.Announcement, after.Announcement),
            }
                .Where(change => !change.Before.Equals(change.After))
                .Select(change => $"{change.Name} : {change.Before} → {change.After}")
        );
}
