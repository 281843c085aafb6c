using ClsPortal.Application.Shared;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Infrastructure.Access;
using ClsPortal.Infrastructure.Shared;
using ClsPortal.Web.Tests.Support;
using MediatR;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Web.Tests.Families;

/// <summary>What the other guardian of a family may know.</summary>
public enum Situation
{
    /// <summary>Nobody shares the own coordinates, nobody is hidden; the father is the référent.</summary>
    FatherIsReferent,

    /// <summary>The same, and the mother is the référent.</summary>
    MotherIsReferent,

    /// <summary>The mother's coordinates are confidential, and one of two children lives with her.</summary>
    MotherIsConfidential,
}

/// <summary>Who sends a message.</summary>
internal sealed record Sender(Guid UserId, string Name, Roles Roles, string Email = "", int FamilyId = 0, int GuardianId = 0)
{
    public static Sender With(Roles roles) => new(Guid.CreateVersion7(), roles.ToString(), roles);
}

/// <summary>
/// A mother and a father who live apart, each with a login, two children, and all that a family leaves in the portal: every word of it is a
/// canary. <see cref="SeparatedHomeStory"/> tells how it came.
/// </summary>
internal sealed class SeparatedHome(PortalHost host, Situation situation, Family family)
{
    public static readonly Sender Director = Sender.With(Roles.Director);
    public static readonly Sender Accountant = Sender.With(Roles.Accountant);

    public PortalHost Host => host;

    public Situation Situation => situation;

    public bool IsConfidential => situation == Situation.MotherIsConfidential;

    public required Canaries Words { get; init; }

    public Family Family => family;

    public DateOnly Today { get; } = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(host.Clock.GetUtcNow().UtcDateTime, PortalServices.Paris));

    public Sender Mother { get; set; } = Sender.With(Roles.None);

    public Sender Father { get; set; } = Sender.With(Roles.None);

    /// <summary>Lives with the mother where she is hidden.</summary>
    public int Lou => family.Children[0].Id;

    /// <summary>Goes to and fro between both.</summary>
    public int Sam => family.Children[1].Id;

    /// <summary>Where <see cref="Lou"/> goes.</summary>
    public required Activity There { get; init; }

    /// <summary>Where <see cref="Sam"/> goes.</summary>
    public required Activity Here { get; init; }

    /// <summary>Days of both activities that can still be asked for, each used once.</summary>
    public required Queue<DateOnly> Days { get; init; }

    public int Contact { get; set; }

    public int PerChild { get; set; }

    public List<Guid> Threads { get; } = [];

    public List<Guid> Deposits { get; } = [];

    public Guid Document { get; set; }

    /// <summary>To the mother.</summary>
    public Invoice Invoice { get; set; } = null!;

    /// <summary>To the father, over <see cref="Sam"/>.</summary>
    public Invoice FathersInvoice { get; set; } = null!;

    public Guid PaymentAttempt { get; set; }

    /// <summary>Sends a message that must not be refused.</summary>
    public async Task<T> SendAs<T>(Sender sender, IRequest<Outcome<T>> message)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var user = scope.ServiceProvider.GetRequiredService<CurrentUser>();
        user.SignIn(sender.UserId, sender.Name, sender.Roles, sender.FamilyId, sender.GuardianId);
        user.ConfirmSecondFactor();
        var outcome = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(message);
        outcome.Refusals.Should().BeEmpty(message.GetType().Name);
        return outcome.Value;
    }

    /// <summary>Gives a guardian a login under an address of its own.</summary>
    public async Task<Sender> GivenLoginAsync(Guardian guardian, string email)
    {
        var user = new PortalUser
        {
            Id = Guid.CreateVersion7(),
            UserName = email,
            Email = email,
            EmailConfirmed = true,
            DisplayName = $"{guardian.FirstName} {guardian.LastName}",
            GuardianId = guardian.Id,
            FamilyId = guardian.FamilyId,
        };
        (await host.With<UserManager<PortalUser>, IdentityResult>(users => users.CreateAsync(user, PortalHost.Password))).Succeeded.Should().BeTrue();
        return new Sender(user.Id, user.DisplayName, Roles.Parent, email, guardian.FamilyId, guardian.Id);
    }

    public Task<EnrolmentRequest> LastRequestAsync() =>
        host.Find(db => db.EnrolmentRequests.AsNoTracking().OrderByDescending(row => row.Id).FirstAsync(row => row.FamilyId == family.Id));
}
