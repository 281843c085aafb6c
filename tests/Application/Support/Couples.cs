using ClsPortal.Application.Messaging;
using ClsPortal.Application.Shared;
using ClsPortal.Infrastructure.Access;
using ClsPortal.Infrastructure.Shared;

namespace ClsPortal.Application.Tests.Support;

/// <summary>Two guardians of one family, each with a login: what is one's is not the other's.</summary>
public sealed record Couple(Household Household, Person Mother, Person Father)
{
    public int FamilyId => Household.Family.Id;

    public string MothersEmail => Household.Family.Guardians[0].Email!;

    public string FathersEmail => Household.Family.Guardians[1].Email!;
}

internal static class Couples
{
    private static readonly Person Agent = Person.With(Roles.Agent);

    public static async Task<Couple> GivenCouple(this Portal portal)
    {
        var household = await portal.GivenFamily(isSeparated: true);
        var people = household
            .Family.Guardians.Select(guardian => new Person(
                Guid.CreateVersion7(),
                $"Famille {household.Family.Name}",
                Roles.Parent,
                household.Family.Id,
                guardian.Id
            ))
            .ToList();
        foreach (var (person, guardian) in people.Zip(household.Family.Guardians))
        {
            var email = $"login{guardian.Id}@example.fr";
            await portal.SaveAsync(
                new PortalUser
                {
                    Id = person.UserId,
                    UserName = email,
                    NormalizedUserName = email.ToUpperInvariant(),
                    Email = email,
                    NormalizedEmail = email.ToUpperInvariant(),
                    DisplayName = person.Name,
                    FamilyId = household.Family.Id,
                    GuardianId = guardian.Id,
                    SecurityStamp = "x",
                }
            );
        }

        return new Couple(household with { Parent = people[0] }, people[0], people[1]);
    }

    /// <summary>A thread of the guardian's, with an answer of the centre and the mails of both; its subject and its texts hold the word.</summary>
    public static async Task<Guid> GivenThreadOf(this Portal portal, Person guardian, string word, bool isShared = false)
    {
        var id = (await portal.SendAs(guardian, new StartConversation(Guid.CreateVersion7(), $"Objet {word}", $"Question {word}", isShared))).Value;
        portal.Clock.Advance(TimeSpan.FromMinutes(1));
        (await portal.SendAs(Agent, new AnswerFamily(id, Guid.CreateVersion7(), $"Réponse {word}"))).IsRefused.Should().BeFalse();
        portal.Clock.Advance(TimeSpan.FromMinutes(1));
        return id;
    }
}
