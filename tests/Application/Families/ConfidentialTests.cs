using System.Text.Encodings.Web;
using System.Text.Json;
using ClsPortal.Application.Attendance;
using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Families;
using ClsPortal.Application.Messaging;
using ClsPortal.Application.Overview;
using ClsPortal.Application.Privacy;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Infrastructure.Shared;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Application.Tests.Families;

/// <summary>« Coordonnées confidentielles »: nothing of the mother, and of the places of the child who lives with her, reaches the father.</summary>
public sealed class ConfidentialTests
{
    private static readonly DateOnly Wednesday = HiddenHome.Wednesday;
    private static readonly Person Agent = Person.With(Roles.Agent);
    private static readonly Person Director = Person.With(Roles.Director);
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Nothing_that_the_other_guardian_can_ask_tells_where_the_person_and_the_child_are(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        var home = await HiddenHome.GivenAsync(portal);
        var series = new Series(Wednesday, Wednesday.AddDays(28), Weekdays.Wednesday);

        var told = string.Join(
            '\n',
            await SaidAsync(portal, home.Father, new GetMyRecord()),
            await SaidAsync(portal, home.Father, new GetHome()),
            await SaidAsync(portal, home.Father, new GetEnrolmentChoices(null)),
            await SaidAsync(portal, home.Father, new ListWaitingRequests()),
            await SaidAsync(portal, home.Father, new ListEnrolmentHistory()),
            await SaidAsync(portal, home.Father, new ListEnrolmentHistory(ChildId: home.Hidden)),
            await SaidAsync(portal, home.Father, new ListEnrolmentHistory(ActivityId: home.There.Id)),
            await SaidAsync(portal, home.Father, new ExportEnrolmentHistory()),
            await SaidAsync(portal, home.Father, new ExportEnrolmentHistory(ChildId: home.Hidden)),
            await SaidAsync(portal, home.Father, new GetPieces()),
            await SaidAsync(portal, home.Father, new ListDocuments()),
            await SaidAsync(portal, home.Father, new GetCalendarMonth(home.Open, home.Here.Id, Wednesday)),
            await SaidAsync(portal, home.Father, new PreviewSeries(home.Open, home.Here.Id, series)),
            await SaidAsync(portal, home.Father, new ExportMyFamily(WithHealth: true)),
            await SaidAsync(portal, Person.With(Roles.Administrator), new ExportFamily(home.FamilyId, home.Father.GuardianId))
        );

        told.Should().NotContain(HiddenHome.Canary).And.NotContain("0600000001").And.NotContain(home.MothersEmail);
        var record = (await portal.SendAs(home.Father, new GetMyRecord())).Value;
        record
            .Persons.Should()
            .ContainSingle(person => person.Subject == RecordSubject.Child(home.Hidden))
            .Which.Should()
            .BeEquivalentTo(
                new
                {
                    Name = "Enfant 1 " + home.Household.Family.Children[0].LastName,
                    IsOpen = false,
                    BirthDate = (DateOnly?)new DateOnly(2011, 10, 25),
                }
            );
        (await portal.SendAs(home.Father, new GetEnrolmentChoices(null))).Value.Children.Select(child => child.Id).Should().Equal(home.Open);
        (await portal.SendAs(home.Father, new GetHome())).Value.Should().BeEquivalentTo(new { Waits = new { Requests = 1, Pieces = 0 } });
        var own = string.Join(
            '\n',
            await SaidAsync(portal, home.Mother, new GetHome()),
            await SaidAsync(portal, home.Mother, new ExportMyFamily(WithHealth: true)),
            await SaidAsync(portal, home.Mother, new GetPieces())
        );
        own.Should()
            .Contain($"{HiddenHome.Canary} mercredi")
            .And.Contain($"{HiddenHome.Canary}-Docteur")
            .And.Contain($"{HiddenHome.Canary}-bail.pdf", "hers is hers");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task For_every_act_of_the_other_guardian_the_child_and_its_rows_do_not_exist(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        var home = await HiddenHome.GivenAsync(portal);
        var series = new Series(Wednesday, Wednesday.AddDays(28), Weekdays.Wednesday);
        var before = await StateAsync(portal, home);

        await IsNotThere(new GetEnrolmentChoices(home.Hidden));
        await IsNotThere(new GetCalendarMonth(home.Hidden, home.There.Id, Wednesday));
        await IsNotThere(new PreviewSeries(home.Hidden, home.Here.Id, series));
        await IsNotThere(new AskSession(home.Hidden, home.Here.Id, Wednesday));
        await IsNotThere(new AskSeries(home.Hidden, home.There.Id, series));
        await IsNotThere(new PrintMyRecord(home.Hidden));
        await IsNotThere(new OpenDocument(home.Document));
        await IsNotThere(new DepositFile(home.PerChild.Id, home.Hidden, new IncomingFile("Père.pdf", FileSamples.Pdf())));
        foreach (var request in home.Requests)
        {
            await IsNotThere(new WithdrawRequest(request));
            await IsNotThere(new ChangePendingRequest(request, null, null, "Père"));
            await IsNotThere(new AskCancellation(request));
        }

        foreach (var deposit in home.Deposits)
        {
            await IsNotThere(new OpenDeposit(deposit));
            await IsNotThere(new WithdrawFile(deposit));
        }

        (await StateAsync(portal, home)).Should().BeEquivalentTo(before);
        (await portal.SendAs(home.Mother, new OpenDeposit(home.Deposits[0]))).IsRefused.Should().BeFalse();
        (await portal.SendAs(home.Mother, new WithdrawRequest(home.Requests[1]))).IsRefused.Should().BeFalse();
        await portal.PlacesAreConsistent();

        async Task IsNotThere<T>(IRequest<Outcome<T>> message) =>
            (await portal.SendAs(home.Father, message))
                .Refusals.Should()
                .Equal([Refusal.NotFound], $"{message.GetType().Name} answers as for a child of nobody");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_day_of_an_open_child_stays_the_days_of_both_without_the_word_of_whoever_asked_for_it(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        var home = await HiddenHome.GivenAsync(portal);

        var line = (await portal.SendAs(home.Father, new ListWaitingRequests())).Value.Items.Should().ContainSingle().Which;
        line.Should()
            .BeEquivalentTo(
                new
                {
                    ChildId = home.Open,
                    Date = Wednesday,
                    Note = (string?)null,
                }
            );
        (await portal.SendAs(home.Father, new ChangePendingRequest(line.Id, null, null, null))).IsRefused.Should().BeFalse();

        (await portal.SendAs(home.Mother, new ListWaitingRequests()))
            .Value.Items.Single(row => row.Id == line.Id)
            .Note.Should()
            .Be($"{HiddenHome.Canary}-Remarque", "an empty field says nothing of what was not seen");
        (await portal.SendAs(home.Father, new GetPieces()))
            .Value.Owners.Single(owner => owner.ChildId == home.Open)
            .Pieces.Should()
            .ContainSingle()
            .Which.Should()
            .BeEquivalentTo(new { State = PieceState.Waiting, Files = Array.Empty<DepositCard>() }, "nobody is asked for what the centre has");
        (await portal.SendAs(home.Father, new GetPieces()))
            .Value.Owners.Single(owner => owner.ChildId is null)
            .Pieces.Should()
            .ContainSingle()
            .Which.State.Should()
            .Be(PieceState.Missing);
        (await portal.SendAs(home.Father, new DepositFile(home.PerFamily.Id, null, new IncomingFile("Père.pdf", FileSamples.Pdf()))))
            .IsRefused.Should()
            .BeFalse();
        (await SaidAsync(portal, home.Father, new GetPieces())).Should().Contain("Père.pdf");
        (await SaidAsync(portal, home.Mother, new GetPieces())).Should().Contain("Père.pdf", "the father hides nothing");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task The_price_that_the_other_guardian_is_shown_does_not_fall_on_the_days_of_the_child(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        var home = await HiddenHome.GivenAsync(portal);
        await portal.SaveAsync(
            Tariff.Create(home.Here.Id, new(2018, 9, 1), new TariffTerms(TariffKind.Flat, TariffUnit.Session) { FlatCents = 1000, SecondChildPercent = 50 })
        );
        // The elder ranks first: the open child is the second on the days of the other.
        await portal.Find(db =>
            db.Children.Where(row => row.Id == home.Open).ExecuteUpdateAsync(set => set.SetProperty(row => row.BirthDate, new DateOnly(2013, 10, 25)))
        );
        var date = Wednesday.AddDays(7);
        var preview = new PreviewSeries(home.Open, home.Here.Id, new Series(date, date, Weekdays.Wednesday));

        (await portal.SendAs(home.Mother, preview)).Value.TotalCents.Should().Be(500);
        (await portal.SendAs(home.Father, preview)).Value.TotalCents.Should().Be(1000);
        (await portal.SendAs(home.Father, new GetCalendarMonth(home.Open, home.Here.Id, date)))
            .Value.Prices.Should()
            .BeEquivalentTo(new { LowestCents = 1000, HighestCents = 1000 });
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Staff_are_warned_wherever_they_meet_the_family(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        var home = await HiddenHome.GivenAsync(portal);
        await portal.GivenFamily();
        (await portal.SendAs(home.Mother, new FileChanges([new FieldEdit(RecordSubject.Guardian(home.Mother.GuardianId), "Profession", "", "Notaire")])))
            .IsRefused.Should()
            .BeFalse();

        var notice = (await portal.SendAs(Agent, new GetConfidentialNotice(home.FamilyId))).Value!;
        notice
            .Sentence.Should()
            .StartWith(ConfidentialNotices.Mark)
            .And.Contain("Mère")
            .And.Contain("à Père")
            .And.Contain("Enfant 1")
            .And.NotContain("Enfant 2");
        var ofChild = notice.For(home.Hidden);
        ofChild.Should().Contain("Enfant 1").And.Contain("Père").And.NotBe(notice.Sentence);
        notice.For(home.Open).Should().Be(notice.Sentence);
        (await portal.SendAs(Agent, new ListRequestsToTreat()))
            .Value.Lines.Items.Select(line => line.Confidential)
            .Should()
            .BeEquivalentTo([ofChild, ofChild, notice.Sentence]);
        (await portal.SendAs(Agent, new ListDeposits()))
            .Value.Lines.Items.Select(line => line.Confidential)
            .Should()
            .BeEquivalentTo([ofChild, notice.Sentence, notice.Sentence]);
        (await portal.SendAs(Agent, new GetAttendanceSheet())).Value.Lines.Should().ContainSingle().Which.Confidential.Should().Be(ofChild);
        (await portal.SendAs(Agent, new GetDayLists(Wednesday, Wednesday))).Value.Sessions.Single().Children.Single().Confidential.Should().Be(ofChild);
        (await portal.SendAs(Agent, new ListChangesToTreat())).Value.Items.Should().ContainSingle().Which.Warning.Should().Be(notice.Sentence);
        (await portal.SendAs(Agent, new PrintRecord(home.Hidden))).Value.Confidential.Should().Be(notice.Sentence);
        (await portal.SendAs(home.Mother, new PrintMyRecord(home.Hidden))).Value.Confidential.Should().BeNull();
        (await portal.SendAs(Agent, new ReadHealthRecord(home.Hidden))).Value.Confidential.Should().Be(ofChild);
        (await portal.SendAs(Agent, new GetFamilyRecord(home.FamilyId)))
            .Value.Confidential.Should()
            .BeEquivalentTo([RecordSubject.Guardian(home.Mother.GuardianId), RecordSubject.Child(home.Hidden)]);
        (await portal.SendAs(Agent, new GetConfidentialNotice(home.FamilyId + 1))).Value.Should().BeNull();
        (await portal.SendAs(home.Mother, new GetConfidentialNotice(home.FamilyId))).IsNotFound.Should().BeTrue();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Each_look_of_staff_at_the_coordinates_is_recorded_once_and_without_them(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        var home = await HiddenHome.GivenAsync(portal);
        var other = await portal.GivenFamily();

        foreach (var family in new[] { home.FamilyId, other.Family.Id })
        {
            await portal.SendAs(Agent, new GetFamilyDesk(family));
            await portal.SendAs(Agent, new GetFamilyRecord(family));
            await portal.SendAs(Agent, new GetFamilyForm(family, RecordPart.Guardian, home.Mother.GuardianId));
        }

        await portal.SendAs(Agent, new PrintRecord(home.Hidden));
        await portal.SendAs(Agent, new GetDayLists(Wednesday, Wednesday));
        await portal.SendAs(Director, new ExportList(ExportKind.Guardians));
        await portal.SendAs(Director, new ExportList(ExportKind.Sessions));
        portal.Clock.Advance(TimeSpan.FromMinutes(6));
        await portal.SendAs(Agent, new GetFamilyRecord(home.FamilyId));

        var looks = await portal.Find(db => db.AuditEntries.Where(entry => entry.Act == "confidential.read").OrderBy(entry => entry.Id).ToListAsync());
        looks
            .Select(look => look.Details)
            .Should()
            .Equal(
                "dossier de la famille",
                "formulaire du dossier",
                "fiche imprimée",
                "listes du jour, avec les téléphones",
                "export d’une liste",
                "dossier de la famille"
            );
        looks.Should().OnlyContain(look => look.FamilyId == home.FamilyId);
        (await SaidAsync(portal, home.Father, new ExportMyFamily(WithHealth: false))).Should().NotContain("coordonnées confidentielles");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_parent_who_works_for_the_centre_finds_nothing_there_that_the_own_family_hides(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        var home = await HiddenHome.GivenAsync(portal);
        (await portal.SendAs(home.Mother, new FileChanges([new FieldEdit(RecordSubject.Guardian(home.Mother.GuardianId), "Profession", "", "Notaire")])))
            .IsRefused.Should()
            .BeFalse();
        var father = home.Father with { Roles = Roles.Parent | Roles.Director };

        (await portal.SendAs(father, new GetFamilyRecord(home.FamilyId))).Refusal.Code.Should().Be(OwnFamily.Code);
        (await portal.SendAs(father, new GetFamilyDesk(home.FamilyId))).Refusal.Code.Should().Be(OwnFamily.Code);
        (await portal.SendAs(father, new GetFamilyForm(home.FamilyId, RecordPart.Guardian, home.Mother.GuardianId))).Refusal.Code.Should().Be(OwnFamily.Code);
        (await portal.SendAs(father, new PrintRecord(home.Hidden))).Refusal.Code.Should().Be(OwnFamily.Code);
        (await portal.SendAs(father, new ListChangesToTreat())).Value.Items.Should().BeEmpty();
        (await portal.SendAs(father, new GetDayLists(Wednesday, Wednesday)))
            .Value.Sessions.SelectMany(session => session.Children)
            .SelectMany(child => child.Guardians)
            .Should()
            .NotContain(text => text.Contains("06 00") || text.Contains("0600"));
        var rows = new List<string>();
        // Rows are read in the scope that sent the message, as the edge does.
        await using (var scope = portal.Service<IServiceScopeFactory>().CreateAsyncScope())
        {
            scope.ServiceProvider.GetRequiredService<CurrentUser>().SignIn(father.UserId, father.Name, father.Roles, father.FamilyId, father.GuardianId);
            var list = (await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new ExportList(ExportKind.Guardians))).Value;
            await foreach (var row in list.Rows)
            {
                rows.Add(JsonSerializer.Serialize(row, Readable));
            }
        }

        string.Join('\n', rows).Should().NotContain(HiddenHome.Canary).And.Contain(home.FathersEmail);
        foreach (var deposit in home.Deposits)
        {
            (await portal.SendAs(father, new OpenDeposit(deposit))).IsNotFound.Should().BeTrue();
        }
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Staff_protect_a_person_and_the_children_with_a_reason_and_let_it_go(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        var family = await portal.GivenFamily(children: 2, isSeparated: true);
        var (mother, father) = (family.Family.Guardians[0].Id, family.Family.Guardians[1].Id);
        var (first, second) = (family.Family.Children[0].Id, family.Family.Children[1].Id);

        (await portal.SendAs(Agent, new ProtectGuardian(family.Family.Id, mother, true, [first], " "))).Refusal.Field.Should().Be("Reason");
        (await portal.SendAs(Agent, new ProtectGuardian(family.Family.Id, mother, true, [first], "Ordonnance"))).IsRefused.Should().BeFalse();
        (await portal.SendAs(Agent, new ProtectGuardian(family.Family.Id, father, true, [first], "Ordonnance"))).Refusal.Field.Should().Be("ChildIds");
        (await portal.SendAs(Agent, new GetProtection(family.Family.Id, mother)))
            .Value.Should()
            .BeEquivalentTo(
                new
                {
                    IsConfidential = true,
                    Children = new[]
                    {
                        new
                        {
                            Id = first,
                            IsProtected = true,
                            WithAnother = false,
                        },
                        new
                        {
                            Id = second,
                            IsProtected = false,
                            WithAnother = false,
                        },
                    },
                }
            );
        (await portal.SendAs(Agent, new GetProtection(family.Family.Id, father))).Value.Children[0].WithAnother.Should().BeTrue();
        (await portal.SendAs(Agent, new GetProtection(family.Family.Id + 1, mother))).IsNotFound.Should().BeTrue();
        (await portal.SendAs(Agent, new ProtectGuardian(family.Family.Id, mother, false, [], "Levée"))).IsRefused.Should().BeFalse();

        (await portal.Find(db => db.Children.Where(child => child.FamilyId == family.Family.Id).Select(child => child.ProtectedById).ToListAsync()))
            .Should()
            .OnlyContain(id => id == null);
        (await portal.Find(db => db.AuditEntries.OrderBy(entry => entry.Id).Select(entry => entry.Act).ToListAsync()))
            .Should()
            .Equal("family.guardian-protected", "family.guardian-unprotected");
    }

    private static async Task<string> SaidAsync<T>(Portal portal, Person person, IRequest<Outcome<T>> message)
    {
        var outcome = await portal.SendAs(person, message);
        return outcome.IsRefused
            ? string.Join('\n', outcome.Refusals.Select(refusal => refusal.Sentence))
            : JsonSerializer.Serialize<object?>(outcome.Value, Readable);
    }

    private static Task<List<string>> StateAsync(Portal portal, HiddenHome home) =>
        portal.Find(async db =>
            (List<string>)
                [
                    .. (await db.EnrolmentRequests.AsNoTracking().Where(row => row.FamilyId == home.FamilyId).OrderBy(row => row.Id).ToListAsync()).Select(
                        row => $"{row.Id} {row.ChildId} {row.Kind} {row.Status} {row.Note} {row.OutboundStopId}"
                    ),
                    .. (await db.DepositedFiles.AsNoTracking().Where(row => row.FamilyId == home.FamilyId).OrderBy(row => row.Id).ToListAsync()).Select(row =>
                        $"{row.Id} {row.Status}"
                    ),
                ]
        );
}
