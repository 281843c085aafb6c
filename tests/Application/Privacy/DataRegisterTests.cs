using ClsPortal.Application.Privacy;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Tests.Privacy;

/// <summary>Whoever adds a table says in the register what becomes of the data of persons in it.</summary>
public sealed class DataRegisterTests
{
    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Every_table_of_the_model_is_in_the_register(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);

        var tables = await portal.Find(db => Task.FromResult(db.Model.GetEntityTypes().Select(entity => entity.GetTableName()!).Distinct().ToList()));

        DataRegister.Tables.Select(table => table.Table).Should().BeEquivalentTo(tables);
    }

    [Fact]
    public void Every_table_is_exported_or_says_why_not_and_has_a_delay_or_says_why_not() =>
        DataRegister
            .Tables.Should()
            .OnlyContain(table => table.Sections.Count > 0 != (table.NotExported != null))
            .And.OnlyContain(table => table.Delay != null != (table.NoDelay != null));

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_table_that_names_a_family_or_a_child_is_never_among_those_without_persons(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);

        var personal = await portal.Find(db =>
            Task.FromResult(
                db.Model.GetEntityTypes()
                    .Where(entity =>
                        entity.GetProperties().Any(property => property.Name is "FamilyId" or "ChildId" or "GuardianId" or "BookingId" or "ConversationId")
                    )
                    .Select(entity => entity.GetTableName()!)
                    .ToList()
            )
        );

        DataRegister.Tables.Where(table => table.Delay is null).Select(table => table.Table).Should().NotIntersectWith(personal);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task What_the_register_says_is_exported_is_in_the_archive_of_a_family_that_has_it(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var family = await FullHousehold.IsGivenAsync(portal, await portal.GivenActivity());

        var dossier = (await portal.SendAs(family.Parent, new ExportMyFamily(WithHealth: true))).Value;

        dossier
            .Sections.Where(section => section.Rows.Count > 0)
            .Select(section => section.Key)
            .Should()
            .Contain(DataRegister.Tables.SelectMany(table => table.Sections).Distinct());
        dossier.Sections.Should().OnlyContain(section => section.Rows.All(row => row.Count == section.Columns.Count));
    }
}
