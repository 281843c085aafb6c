using ClsPortal.Application.Privacy;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Tests.Privacy;

public sealed class ErasureTests
{
    private static readonly Person Administrator = Person.With(Roles.Administrator);

    // The accounts: public money is kept for ten years, with whom it was asked from.
    private static readonly string[] Accounts = ["invoices", "invoice_lines", "treasury_titles"];

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task An_erased_family_is_named_nowhere_but_in_its_accounts(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity();
        var family = await FullHousehold.IsGivenAsync(portal, activity);
        var other = await portal.GivenFamily();
        await portal.Find(db =>
            db.AuditEntries.Where(entry => entry.FamilyId == family.Family.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(entry => entry.Details, FullHousehold.Word))
        );
        portal.ItIs(new(2019, 2, 1), new(12, 0));
        (await NamingAsync(portal)).Should().Contain(["users", "contacts", "guardians", "children"], "else the test would find nothing");

        var preview = (await portal.SendAs(Administrator, new PreviewErasure(family.Family.Id))).Value;
        var done = await portal.SendAs(Administrator, new EraseFamily(family.Family.Id, $" famille {family.Family.Name[8..]} "));

        preview.Obstacles.Should().BeEmpty();
        preview
            .Goes.Should()
            .ContainEquivalentOf(new { What = "fiches sanitaires", Count = 1 })
            .And.ContainEquivalentOf(new { What = "pièces déposées", Count = 2 });
        preview.Stays.Should().HaveCount(3).And.OnlyContain(line => line.Why.Length > 20);
        done.IsRefused.Should().BeFalse();
        (await NamingAsync(portal)).Should().BeSubsetOf(Accounts);
        // What is sealed is read through the model: a look at the columns would find nothing, whatever lay in them.
        (await portal.Find(db => db.AuditEntries.Where(entry => entry.FamilyId == family.Family.Id).Select(entry => entry.Details).ToListAsync()))
            .Should()
            .NotContain(FullHousehold.Word);
        (await portal.Find(db => db.Attendances.Select(row => row.LeftWith).ToListAsync()))
            .Should()
            .OnlyContain(left => left == null || !left.Contains(FullHousehold.Word));
        (await portal.Find(db => db.HealthRecords.CountAsync())).Should().Be(0);
        (await portal.Find(db => db.FileChunks.CountAsync())).Should().Be(0);
        (await portal.Find(db => db.Conversations.CountAsync(row => row.FamilyId == family.Family.Id))).Should().Be(0);
        (await portal.Find(db => db.Users.CountAsync(user => user.FamilyId == family.Family.Id))).Should().Be(0);
        (await portal.Find(db => db.Families.SingleAsync(row => row.Id == other.Family.Id))).Name.Should().Be(other.Family.Name);
        var entry = await portal.Find(db => db.AuditEntries.SingleAsync(row => row.Act == "rights.erased"));
        entry
            .Should()
            .BeEquivalentTo(
                new
                {
                    Administrator.UserId,
                    FamilyId = (int?)family.Family.Id,
                    Details = $"n° {family.Family.Number}",
                }
            );
        (await portal.SendAs(Administrator, new EraseFamily(family.Family.Id, "anonymisée"))).Refusal.Code.Should().Be("AlreadyAnonymous");
        (await portal.SendAs(Administrator, new FindFamilies(family.Family.Number))).Value.Items.Single().IsAnonymised.Should().BeTrue();
        await portal.PlacesAreConsistent();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Debts_coming_days_payments_and_what_is_not_invoiced_stand_in_the_way(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity();
        var family = await FullHousehold.IsGivenAsync(portal, activity);
        await portal.Find(db => db.Invoices.ExecuteUpdateAsync(set => set.SetProperty(row => row.PaidCents, 0)));
        await portal.Find(db => db.PaymentAttempts.ExecuteUpdateAsync(set => set.SetProperty(row => row.State, PaymentAttemptState.Pending)));
        await FullHousehold.BookAsync(portal, family, activity, new(2019, 1, 30));

        var preview = (await portal.SendAs(Administrator, new PreviewErasure(family.Family.Id))).Value;
        var refused = await portal.SendAs(Administrator, new EraseFamily(family.Family.Id, family.Family.Name));

        preview.Obstacles.Select(obstacle => obstacle.Code).Should().Equal("Owes", "PaymentUnderWay", "UpcomingDays", "NotInvoicedYet");
        refused.Refusal.Code.Should().Be("Owes");
        (await portal.Find(db => db.Families.SingleAsync(row => row.Id == family.Family.Id))).AnonymisedAt.Should().BeNull();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task The_name_has_to_be_typed(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var family = await portal.GivenFamily();

        (await portal.SendAs(Administrator, new EraseFamily(family.Family.Id, "Autre")))
            .Refusal.Should()
            .BeEquivalentTo(new { Code = "WrongName", Field = "TypedName" });
        (await portal.SendAs(Administrator, new EraseFamily(family.Family.Id, ""))).Refusal.Field.Should().Be("TypedName");
        (await portal.SendAs(Administrator, new EraseFamily(9999, "Autre"))).IsNotFound.Should().BeTrue();
        (await portal.SendAs(Administrator, new PreviewErasure(9999))).IsNotFound.Should().BeTrue();
    }

    // Tables with the word in one of their columns of text.
    private static async Task<List<string>> NamingAsync(Portal portal)
    {
        var columns = await portal.Find(db =>
            Task.FromResult(
                db.Model.GetEntityTypes()
                    .Where(entity => entity.GetTableName() is not null && !entity.IsMappedToJson())
                    .SelectMany(entity =>
                        entity
                            .GetProperties()
                            .Where(property => property.ClrType == typeof(string) && !property.IsPrimaryKey())
                            .Select(property => (Table: entity.GetTableName()!, Column: property.GetColumnName()))
                    )
                    .ToList()
            )
        );
        var found = new List<string>();
        foreach (var (table, column) in columns)
        {
            var statement = $"SELECT count(*) AS \"Value\" FROM {table} WHERE \"{column}\" LIKE '%{FullHousehold.Word}%'";
            if (await portal.Find(db => db.Database.SqlQueryRaw<int>(statement).SingleAsync()) > 0)
            {
                found.Add(table);
            }
        }

        return [.. found.Distinct(StringComparer.Ordinal)];
    }
}
