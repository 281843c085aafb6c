using ClsPortal.Application.Privacy;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Privacy;
using ClsPortal.Domain.Shared;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Application.Tests.Privacy;

public sealed class RetentionTests
{
    private static readonly Person Administrator = Person.With(Roles.Administrator);

    // What each kind counts, and the first day on which nothing of it is left. The family's only day is 16-01-2019, all else happened on 15-01-2019.
    private static readonly Dictionary<string, (Func<PortalDbContext, Task<int>> Count, DateOnly Gone)> Kinds = new(StringComparer.Ordinal)
    {
        ["health records, 3 months after the child's last day"] = (db => db.HealthRecords.CountAsync(), new(2019, 4, 16)),
        ["changes of health records"] = (db => db.ChangeRequests.CountAsync(change => change.Part == Domain.Families.RecordPart.Health), new(2019, 4, 16)),
        ["papers about health"] = (
            db => db.DepositedFiles.CountAsync(row => db.RequiredPieces.Any(piece => piece.Id == row.PieceId && piece.IsHealth)),
            new(2019, 4, 16)
        ),
        ["other papers, 6 months"] = (
            db => db.DepositedFiles.CountAsync(row => db.RequiredPieces.Any(piece => piece.Id == row.PieceId && !piece.IsHealth)),
            new(2019, 7, 16)
        ),
        ["their content"] = (db => db.FileChunks.CountAsync(), new(2019, 7, 16)),
        ["mails, 12 months"] = (db => db.OutboxMessages.CountAsync(), new(2020, 1, 15)),
        ["the journal, 12 months"] = (db => db.AuditEntries.CountAsync(entry => entry.FamilyId != null), new(2020, 1, 15)),
        ["changes of the record, 24 months"] = (
            db => db.ChangeRequests.CountAsync(change => change.Part == Domain.Families.RecordPart.Child),
            new(2021, 1, 15)
        ),
        ["messages, 24 months"] = (db => db.ConversationMessages.CountAsync(), new(2021, 1, 15)),
        ["messages to many"] = (db => db.Broadcasts.CountAsync(), new(2021, 1, 15)),
        ["the family's names, 24 months after its last day"] = (db => db.Families.CountAsync(family => family.AnonymisedAt == null), new(2021, 1, 16)),
        ["contacts"] = (db => db.Contacts.CountAsync(), new(2021, 1, 16)),
        ["authorisations"] = (db => db.Consents.CountAsync(), new(2021, 1, 16)),
        ["logins, 24 months after their last use"] = (db => db.Users.CountAsync(), new(2021, 1, 16)),
        ["invitations"] = (db => db.Invitations.CountAsync(), new(2021, 1, 15)),
        ["with whom a child left"] = (db => db.AttendanceMarks.CountAsync(mark => mark.LeftWith != null), new(2021, 1, 16)),
        ["enrolments, 36 months"] = (db => db.EnrolmentRequests.CountAsync(), new(2022, 1, 16)),
        ["attendance"] = (db => db.Attendances.CountAsync(), new(2022, 1, 16)),
        ["invoices, ten years after theirs"] = (db => db.Invoices.CountAsync(), new(2029, 12, 31)),
        ["payments"] = (db => db.Payments.CountAsync(), new(2029, 12, 31)),
        ["titles of the Trésorerie"] = (db => db.TreasuryTitles.CountAsync(), new(2029, 12, 31)),
        ["quotients"] = (db => db.FamilyQuotients.CountAsync(), new(2029, 12, 31)),
        ["reminders"] = (db => db.PaymentReminders.CountAsync(), new(2029, 12, 31)),
    };

    public static TheoryData<DatabaseProvider, string> EachKind
    {
        get
        {
            var rows = new TheoryData<DatabaseProvider, string>();
            foreach (var provider in Enum.GetValues<DatabaseProvider>())
            {
                foreach (var kind in Kinds.Keys)
                {
                    rows.Add(provider, kind);
                }
            }

            return rows;
        }
    }

    [Theory, MemberData(nameof(EachKind))]
    public async Task A_kind_stays_until_the_day_before_its_delay_is_over_and_goes_on_the_day(DatabaseProvider database, string kind)
    {
        await using var portal = await Portal.StartAsync(database);
        await FullHousehold.IsGivenAsync(portal, await portal.GivenActivity());
        var (count, gone) = Kinds[kind];

        portal.ItIs(gone.AddDays(-1), new(12, 0));
        await RunAsync(portal);
        (await portal.Find(count)).Should().BePositive("it is the day before");
        portal.ItIs(gone, new(12, 0));
        await RunAsync(portal);

        (await portal.Find(count)).Should().Be(0);
        await portal.PlacesAreConsistent();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Refused_and_expired_papers_go_also_of_a_family_that_still_comes(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity();
        var family = await FullHousehold.IsGivenAsync(portal, activity);
        var accepted = await portal.Find(db => db.DepositedFiles.OrderBy(row => row.Id).Select(row => row.Id).FirstAsync());
        await portal.Find(db =>
            db.DepositedFiles.ExecuteUpdateAsync(set =>
                set.SetProperty(row => row.Status, DepositStatus.Refused)
                    .SetProperty(row => row.DecidedAt, new DateTime(2019, 1, 15, 9, 0, 0, DateTimeKind.Utc))
            )
        );
        await portal.Find(db =>
            db.DepositedFiles.Where(row => row.Id == accepted)
                .ExecuteUpdateAsync(set =>
                    set.SetProperty(row => row.Status, DepositStatus.Accepted).SetProperty(row => row.ValidUntil, new DateOnly(2019, 1, 20))
                )
        );
        await FullHousehold.BookAsync(portal, family, activity, new(2019, 5, 22));

        (await LeftOnAsync(new(2019, 4, 14))).Should().Be(2);
        (await LeftOnAsync(new(2019, 4, 15))).Should().Be(1, "the refused one is three months old");
        (await LeftOnAsync(new(2019, 4, 19))).Should().Be(1);
        (await LeftOnAsync(new(2019, 4, 20))).Should().Be(0, "the other one is expired for three months");
        (await portal.Find(db => db.StoredFiles.CountAsync())).Should().Be(0);

        async Task<int> LeftOnAsync(DateOnly day)
        {
            portal.ItIs(day, new(12, 0));
            await RunAsync(portal);
            return await portal.Find(db => db.DepositedFiles.CountAsync());
        }
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Nothing_of_a_family_that_still_comes_vanishes(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity();
        var family = await FullHousehold.IsGivenAsync(portal, activity);
        var newcomer = await portal.GivenFamily();
        await portal.Find(db =>
            db.Families.Where(row => row.Id == newcomer.Family.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.CreatedAt, new DateTime(2021, 10, 1, 0, 0, 0, DateTimeKind.Utc)))
        );
        var session = Session.Create(activity.Id, new(2021, 11, 24), 10);
        await portal.SaveAsync(session);
        await portal.SaveAsync(
            EnrolmentRequest.Book(
                new(family.Family.Id, family.ChildId, session.Id),
                Treatment.Begin(DateTime.UnixEpoch, Administrator.UserId),
                new(2021, 11, 1)
            )
        );
        await portal.Find(db => db.Sessions.Where(row => row.Id == session.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.PlacesTaken, 1)));

        portal.ItIs(new(2021, 11, 20), new(12, 0));
        await RunAsync(portal);

        (await portal.Find(db => db.Families.CountAsync(row => row.AnonymisedAt == null))).Should().Be(2);
        (await portal.Find(db => db.HealthRecords.CountAsync())).Should().Be(1);
        (await portal.Find(db => db.DepositedFiles.CountAsync())).Should().Be(2);
        (await portal.Find(db => db.Contacts.CountAsync())).Should().Be(1);
        (await portal.Find(db => db.Consents.CountAsync())).Should().Be(1);
        (await portal.Find(db => db.Users.CountAsync())).Should().Be(1, "the family still comes, though nobody signs in");
        (await portal.Find(db => db.Guardians.CountAsync(row => row.Email != null))).Should().Be(2);
        (await portal.Find(db => db.EnrolmentRequests.CountAsync())).Should().Be(2);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_guardian_and_a_child_who_left_a_family_that_stays_lose_their_names_after_24_months(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity();
        var family = await FullHousehold.IsGivenAsync(portal, activity);
        var session = Session.Create(activity.Id, new(2021, 2, 24), 10);
        await portal.SaveAsync(session);
        var brother = await portal.Find(async db =>
        {
            var row = await db.Families.Include(row => row.Guardians).Include(row => row.Children).SingleAsync(row => row.Id == family.Family.Id);
            var child = row.AddChild("Ancien", "Nom", new(2009, 5, 6));
            child.Leave(new DateTime(2019, 1, 15, 9, 0, 0, DateTimeKind.Utc));
            await db.SaveChangesAsync();
            return child.Id;
        });
        await portal.SaveAsync(
            EnrolmentRequest.Book(new(family.Family.Id, family.ChildId, session.Id), Treatment.Begin(DateTime.UnixEpoch, Administrator.UserId), new(2021, 1, 1))
        );

        portal.ItIs(new(2021, 1, 14), new(12, 0));
        await RunAsync(portal);
        (await NamesAsync()).Should().Equal("Ancien Nom", $"Père {FullHousehold.Word}");
        portal.ItIs(new(2021, 1, 15), new(12, 0));
        await RunAsync(portal);

        (await NamesAsync()).Should().Equal("Enfant anonymisé", "Responsable anonymisé");
        (await portal.Find(db => db.Families.SingleAsync())).Should().BeEquivalentTo(new { AnonymisedAt = (DateTime?)null, family.Family.Name });
        (await portal.Find(db => db.Families.SingleAsync())).SearchText.Should().NotContain("ancien");

        async Task<string[]> NamesAsync() =>
            [
                await portal.Find(db => db.Children.Where(child => child.Id == brother).Select(child => child.FirstName + " " + child.LastName).SingleAsync()),
                await portal.Find(db =>
                    db.Guardians.IgnoreQueryFilters()
                        .Where(guardian => guardian.LeftAt != null)
                        .Select(guardian => guardian.FirstName + " " + guardian.LastName)
                        .SingleAsync()
                ),
            ];
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_family_that_owes_stays_until_it_has_paid(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var family = await FullHousehold.IsGivenAsync(portal, await portal.GivenActivity());
        await portal.Find(db => db.Invoices.ExecuteUpdateAsync(set => set.SetProperty(row => row.PaidCents, 0)));
        portal.ItIs(new(2022, 6, 1), new(12, 0));

        var preview = (await portal.SendAs(Administrator, new PreviewRetention())).Value;
        await RunAsync(portal);

        preview.Held.Should().ContainSingle(held => held.Number == family.Family.Number);
        preview.Families.Should().BeEmpty();
        (await portal.Find(db => db.Families.CountAsync(row => row.AnonymisedAt == null))).Should().Be(1);
        (await portal.Find(db => db.EnrolmentRequests.CountAsync())).Should().Be(1, "what is owed may be argued about");
        portal.ItIs(new(2032, 6, 1), new(12, 0));
        await RunAsync(portal);
        (await portal.Find(db => db.Invoices.CountAsync())).Should().Be(1, "not even ten years end a debt");

        await portal.Find(db => db.Invoices.ExecuteUpdateAsync(set => set.SetProperty(row => row.PaidCents, row => row.TotalCents)));
        await RunAsync(portal);
        (await portal.Find(db => db.Families.CountAsync())).Should().Be(0);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task What_left_without_names_keeps_its_accounts_and_its_counts(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        await FullHousehold.IsGivenAsync(portal, await portal.GivenActivity());
        portal.ItIs(new(2021, 6, 1), new(12, 0));

        await RunAsync(portal);

        var family = await portal.Find(db => db.Families.Include(row => row.Children).Include(row => row.Guardians).SingleAsync());
        family.Should().BeEquivalentTo(new { Name = "anonymisée" });
        family
            .Children[0]
            .Should()
            .BeEquivalentTo(
                new
                {
                    FirstName = "Enfant",
                    LastName = "anonymisé",
                    BirthDate = new DateOnly(2011, 1, 1),
                    School = "",
                }
            );
        family
            .Guardians[0]
            .Should()
            .BeEquivalentTo(
                new
                {
                    FirstName = "Responsable",
                    LastName = "anonymisé",
                    Email = (string?)null,
                    IsReferent = true,
                }
            );
        (await portal.Find(db => db.Invoices.SingleAsync())).Addressee.Should().Contain(FullHousehold.Word, "the accounts keep whom they were addressed to");
        (await portal.Find(db => db.Attendances.SingleAsync())).LeftWith.Should().BeNull();
        (await portal.SendAs(Person.With(Roles.Agent), new Application.Enrolment.ListFamilies())).Value.Total.Should().Be(0);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task After_a_lifetime_nothing_of_a_person_is_left(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        await FullHousehold.IsGivenAsync(portal, await portal.GivenActivity());
        portal.ItIs(new(2060, 1, 15), new(12, 0));

        await RunAsync(portal);

        foreach (var table in DataRegister.Tables.Where(table => table.Delay is not null))
        {
            // The passage itself stands in the journal.
            var statement = $"SELECT count(*) AS \"Value\" FROM {table.Table}" + (table.Table == "audit_entries" ? " WHERE act NOT LIKE 'retention.%'" : "");
            (await portal.Find(db => db.Database.SqlQueryRaw<int>(statement).SingleAsync())).Should().Be(0, table.Table);
        }
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task The_preview_says_what_goes_and_takes_nothing(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var family = await FullHousehold.IsGivenAsync(portal, await portal.GivenActivity());
        (await portal.SendAs(Administrator, new PreviewRetention())).Value.Lines.Should().BeEmpty("nothing is old today");
        portal.ItIs(new(2021, 6, 1), new(12, 0));

        var preview = (await portal.SendAs(Administrator, new PreviewRetention())).Value;

        preview
            .Lines.Should()
            .ContainEquivalentOf(
                new
                {
                    Data = RetainedData.HealthRecords,
                    What = "fiches sanitaires",
                    Count = 1,
                    LastDay = new DateOnly(2021, 3, 1),
                }
            );
        preview.Lines.Should().ContainEquivalentOf(new { Data = RetainedData.FamilyRecords, Count = 1 });
        preview.Families.Should().ContainSingle(gone => gone.Number == family.Family.Number);
        (await portal.Find(db => db.HealthRecords.CountAsync())).Should().Be(1);
        await RunAsync(portal);
        (await portal.SendAs(Administrator, new PreviewRetention())).Value.Lines.Should().BeEmpty();
        var state = (await portal.SendAs(Administrator, new GetRetentionState())).Value;
        state.Last.Single().Should().BeEquivalentTo(new { By = Administrator.Name, IsOpen = false });
        state.Last.Single().Removed.Should().Contain("fiches sanitaires : 1");
        (await portal.Find(db => db.AuditEntries.SingleAsync(entry => entry.Act == "retention.purged")))
            .Should()
            .BeEquivalentTo(new { Administrator.UserId, Details = state.Last.Single().Removed });
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_copy_that_dies_gives_the_passage_to_another_which_goes_on(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        await GivenMailsAsync(portal, 450);
        portal.ItIs(new(2021, 6, 1), new(12, 0));
        await StartAsync(portal);
        var (first, second) = (Guid.NewGuid(), Guid.NewGuid());
        while (await portal.Find(db => db.OutboxMessages.CountAsync()) == 450)
        {
            (await StepAsync(portal, first)).Should().BeTrue();
        }

        (await StepAsync(portal, second)).Should().BeFalse("the first copy holds it");
        (await portal.Find(db => db.OutboxMessages.CountAsync())).Should().Be(250, "one batch is gone");
        portal.Clock.Advance(RetentionJob.Lease + TimeSpan.FromSeconds(1));
        while (await StepAsync(portal, second)) { }

        (await StepAsync(portal, first)).Should().BeFalse();
        (await portal.Find(db => db.OutboxMessages.CountAsync())).Should().Be(0);
        (await portal.Find(db => db.AuditEntries.SingleAsync(entry => entry.Act == "retention.purged"))).Details.Should().Contain("traces de courriels : 450");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Copies_that_work_at_the_same_time_count_each_row_once(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        await GivenMailsAsync(portal, 450);
        portal.ItIs(new(2021, 6, 1), new(12, 0));
        await StartAsync(portal);

        await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(_ =>
                    Task.Run(async () =>
                    {
                        var worker = Guid.NewGuid();
                        while (await portal.Find(db => db.RetentionRuns.AnyAsync(run => run.IsOpen)))
                        {
                            await StepAsync(portal, worker);
                        }
                    })
                )
        );

        (await portal.Find(db => db.AuditEntries.SingleAsync(entry => entry.Act == "retention.purged"))).Details.Should().Contain("traces de courriels : 450");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task It_runs_by_itself_once_a_night_from_when_the_centre_has_decided(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var worker = Guid.NewGuid();
        portal.ItIs(new(2019, 1, 16), new(3, 1));
        (await StepAsync(portal, worker)).Should().BeFalse("nobody has looked at the delays yet");
        var settings = (await portal.SendAs(Administrator, new GetRetention())).Value;
        await portal.SendAs(Administrator, new SaveRetention([.. settings.Lines.Select(line => new RetentionChoice(line.Data, line.Months))], settings.Stamp));

        portal.ItIs(new(2019, 1, 17), new(2, 59));
        (await StepAsync(portal, worker)).Should().BeFalse();
        portal.ItIs(new(2019, 1, 17), new(3, 0));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => StepAsync(portal, Guid.NewGuid()))));
        (await portal.Find(db => db.RetentionRuns.CountAsync())).Should().Be(1);
        portal.ItIs(new(2019, 1, 17), new(4, 0));
        while (await StepAsync(portal, worker)) { }

        (await portal.Find(db => db.RetentionRuns.Select(run => new { run.IsAutomatic, run.IsOpen }).SingleAsync()))
            .Should()
            .BeEquivalentTo(new { IsAutomatic = true, IsOpen = false });
        (await portal.SendAs(Administrator, new GetRetentionState())).Value.IsAutomatic.Should().BeTrue();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_rule_that_fails_is_told_and_does_not_keep_the_others_from_their_turn(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        await FullHousehold.IsGivenAsync(portal, await portal.GivenActivity());
        portal.ItIs(new(2019, 6, 1), new(12, 0));
        await portal.Find(db => db.Database.ExecuteSqlRawAsync("ALTER TABLE payment_reminders RENAME TO elsewhere"));

        await RunAsync(portal);

        (await portal.Find(db => db.HealthRecords.CountAsync())).Should().Be(0);
        (await portal.SendAs(Administrator, new GetRetentionState()))
            .Value.Last.Single()
            .Removed.Should()
            .Contain("relances : échec")
            .And.Contain("fiches sanitaires : 1");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Two_administrators_start_it_once_and_only_what_they_saw(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var stamp = (await portal.SendAs(Administrator, new GetRetention())).Value.Stamp;

        (await portal.SendAs(Administrator, new StartRetention("old"))).Refusal.Code.Should().Be("ChangedMeanwhile");
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => portal.SendAs(Administrator, new StartRetention(stamp)))));

        outcomes.Count(outcome => !outcome.IsRefused).Should().Be(1);
        outcomes.Where(outcome => outcome.IsRefused).Should().OnlyContain(outcome => outcome.Refusal.Code == "AlreadyRunning");
    }

    private static Task GivenMailsAsync(Portal portal, int count) =>
        portal.SaveAsync([
            .. Enumerable
                .Range(0, count)
                .Select(_ => OutboxMessage.Write(MailTo.Centre("a@example.fr"), "Notice", "x", "{}", new DateTime(2019, 1, 15, 9, 0, 0, DateTimeKind.Utc))),
        ]);

    private static async Task StartAsync(Portal portal) =>
        (await portal.SendAs(Administrator, new StartRetention((await portal.SendAs(Administrator, new GetRetention())).Value.Stamp)))
            .IsRefused.Should()
            .BeFalse();

    private static async Task RunAsync(Portal portal)
    {
        await StartAsync(portal);
        var worker = Guid.NewGuid();
        while (await StepAsync(portal, worker)) { }

        (await portal.Find(db => db.RetentionRuns.CountAsync(run => run.IsOpen))).Should().Be(0);
    }

    private static Task<bool> StepAsync(Portal portal, Guid worker) =>
        portal.InScope(services => services.GetRequiredService<RetentionJob>().StepAsync(worker, CancellationToken.None));
}
