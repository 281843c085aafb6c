using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Families;
using ClsPortal.Application.Messaging;
using ClsPortal.Application.Overview;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Families;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Infrastructure.Shared;

namespace ClsPortal.Application.Tests.Overview;

/// <summary>« Ce qui vous attend »: everything that waits, and nothing of another family.</summary>
public sealed class HomeTests
{
    private static readonly Person Agent = Person.With(Roles.Agent);

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Nothing_waits_only_when_nothing_of_all_of_it_does(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity();
        (string What, Func<Household, Task> Given, Func<HomeWaits, bool> IsTold)[] waits =
        [
            ("a request", family => portal.SendAs(family.Parent, new AskSession(family.ChildId, activity.Id, new(2019, 1, 23))), home => home.Requests == 1),
            (
                "a change",
                family => portal.SendAs(family.Parent, new FileChanges([new(family.Mother().Subject, nameof(Guardian.Town), "", "Beine")])),
                home => home.RecordChanges == 1
            ),
            (
                "a child asked for",
                family => portal.SendAs(family.Parent, new ProposeChild(Records.Child("Emma", "Dupré", "2013-05-02"))),
                home => home.RecordChanges == 1
            ),
            (
                "a message of the centre",
                family => portal.SendAs(Agent, new WriteToFamily(Guid.NewGuid(), family.Family.Id, "Objet", "Texte")),
                home => home is { UnreadMessages: 1, MessagesToCentre: 0 }
            ),
            (
                "a message to the centre",
                family => portal.SendAs(family.Parent, new StartConversation(Guid.NewGuid(), "Objet", "Texte")),
                home => home is { UnreadMessages: 0, MessagesToCentre: 1 }
            ),
            (
                "an invoice",
                family => portal.SaveAsync(InvoiceOf(family)),
                home => home is { InvoicesDue: 1, CentsDue: 1620 } && home.FirstDueOn == new DateOnly(2019, 2, 8)
            ),
        ];
        foreach (var (what, given, isTold) in waits)
        {
            var (family, other) = (await portal.GivenFamily(), await portal.GivenFamily());
            var before = (await portal.SendAs(family.Parent, new GetHome())).Value;
            await given(family);
            var after = (await portal.SendAs(family.Parent, new GetHome())).Value;

            before.IsAllDone.Should().BeTrue();
            after.IsAllDone.Should().BeFalse("{0} waits", what);
            isTold(after.Waits).Should().BeTrue("{0} is told", what);
            (await portal.SendAs(other.Parent, new GetHome())).Value.IsAllDone.Should().BeTrue("{0} is another family’s", what);
        }
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Pieces_and_answers_wait_from_missing_to_handed_in(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var family = await portal.GivenFamily();
        var piece = await portal.GivenPiece();
        var kind = await portal.GivenConsentKind();

        var missing = (await portal.SendAs(family.Parent, new GetHome())).Value;
        await portal.SendAs(family.Parent, new DepositFile(piece.Id, family.ChildId, new IncomingFile("assurance.pdf", FileSamples.Pdf())));
        await portal.SendAs(family.Parent, new FileChanges([new(RecordSubject.Consent(kind.Id, family.ChildId), Consent.Answer, "", RecordValue.Yes)]));
        var handedIn = (await portal.SendAs(family.Parent, new GetHome())).Value;

        missing.Pieces.Should().ContainSingle().Which.State.Should().Be(PieceState.Missing);
        missing.Waits.UnansweredConsents.Should().Be(1);
        missing.IsAllDone.Should().BeFalse();
        handedIn.Pieces.Should().BeEmpty();
        handedIn
            .Waits.Should()
            .BeEquivalentTo(
                new
                {
                    UnansweredConsents = 0,
                    Pieces = 1,
                    RecordChanges = 1,
                }
            );
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task The_page_costs_as_much_for_a_large_family_as_for_a_small_one(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var family = await portal.GivenFamily(children: 6);
        for (var piece = 0; piece < 5; piece++)
        {
            await portal.GivenPiece($"Pièce {piece}");
            await portal.GivenConsentKind($"Autorisation {piece}");
        }

        portal.Statements.Reset();
        await portal.SendAs(family.Parent, new GetHome());

        portal.Statements.Sent.Should().HaveCountLessThanOrEqualTo(10);
    }

    private static Invoice InvoiceOf(Household family) =>
        Invoice.Issue(
            $"0119{family.Family.Id:00000}",
            new(family.Family.Id, "Famille"),
            new(new(2018, 12, 1), new(2018, 12, 31), new(2019, 1, 8), new(2019, 2, 8)),
            [InvoiceLine.For(new(family.ChildId, "Enfant", null, new(2018, 12, 5)), "Mercredi", 1, 1620, 1620, 420, "")],
            new(new DateTime(2019, 1, 8, 9, 0, 0, DateTimeKind.Utc), Guid.NewGuid(), "C")
        );
}
