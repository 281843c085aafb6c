using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Families;
using ClsPortal.Application.Messaging;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Tests.Messaging;

public sealed class DocumentTests
{
    private static readonly DateOnly Today = new(2019, 1, 15);
    private static readonly DateOnly Wednesday = new(2019, 1, 23);
    private static readonly Person Director = Person.With(Roles.Director);

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Families_read_what_is_for_all_and_what_is_for_an_activity_in_which_they_are_booked(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        var activity = await portal.GivenActivity();
        var (booked, asked, other) = (await portal.GivenFamily(), await portal.GivenFamily(), await portal.GivenFamily());
        await portal.SendAs(booked.Parent, new AskSession(booked.ChildId, activity.Id, Wednesday));
        await portal.SendAs(Director, new TreatRequests([(await portal.RequestsOf(booked)).Single().Id], Accept: true));
        await portal.SendAs(asked.Parent, new AskSession(asked.ChildId, activity.Id, Wednesday));
        var forAll = await Publish(portal, "Règlement intérieur");
        var forSome = await Publish(portal, "Programme", activity.Id);

        (await Titles(portal, booked)).Should().Equal("Programme", "Règlement intérieur");
        (await Titles(portal, asked)).Should().Equal("Règlement intérieur");
        (await Titles(portal, other)).Should().Equal("Règlement intérieur");
        (await portal.SendAs(booked.Parent, new OpenDocument(forSome))).Value.Name.Should().Be("a.pdf");
        (await portal.SendAs(other.Parent, new OpenDocument(forSome))).IsNotFound.Should().BeTrue();
        (await portal.SendAs(other.Parent, new OpenDocument(forAll))).IsRefused.Should().BeFalse();
        (await portal.SendAs(Person.With(Roles.Agent), new OpenDocument(forSome))).IsRefused.Should().BeFalse();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_document_is_read_only_in_its_time(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        var family = await portal.GivenFamily();
        var coming = await Publish(portal, "À venir", from: Today.AddDays(1));
        await Publish(portal, "Dernier jour", from: Today.AddDays(-9), until: Today);
        await Publish(portal, "Terminé", from: Today.AddDays(-9), until: Today.AddDays(-1));

        (await Titles(portal, family)).Should().Equal("Dernier jour");
        (await portal.SendAs(family.Parent, new OpenDocument(coming))).IsNotFound.Should().BeTrue();
        (await portal.SendAs(Director, new ListCentreDocuments())).Value.Lines.Total.Should().Be(3);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Replaced_and_withdrawn_contents_are_gone_and_each_act_is_recorded(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        var family = await portal.GivenFamily();
        var id = await Publish(portal, "Règlement");
        var first = (await portal.SendAs(family.Parent, new OpenDocument(id))).Value.Content;
        var second = FileSamples.Pdf("Deuxième version");

        await portal.SendAs(Director, new PublishDocument(id, "Règlement 2019", "Vie du centre", null, Today, null, new IncomingFile("b.pdf", second)));
        var replaced = (await portal.SendAs(family.Parent, new OpenDocument(id))).Value.Content;
        await portal.SendAs(Director, new PublishDocument(id, "Règlement", "Vie du centre", null, Today, null, null));
        (await portal.SendAs(family.Parent, new OpenDocument(id))).Value.Content.Should().Equal(replaced);
        replaced.Should().NotEqual(first, "each is written anew from what was handed in");
        (await portal.Find(db => db.StoredFiles.CountAsync())).Should().Be(1);
        await portal.SendAs(Director, new WithdrawDocument(id));

        (await portal.SendAs(family.Parent, new OpenDocument(id))).IsNotFound.Should().BeTrue();
        (await portal.Find(async db => await db.StoredFiles.CountAsync() + await db.FileChunks.CountAsync())).Should().Be(0);
        (await portal.Find(db => db.AuditEntries.OrderBy(row => row.Id).Select(row => row.Act).ToListAsync()))
            .Should()
            .Equal("document.published", "document.replaced", "document.changed", "document.withdrawn");
    }

    [Fact]
    public async Task What_is_missing_is_told_field_by_field()
    {
        await using var portal = await Portal.StartAsync(DatabaseProvider.Sqlite);

        var outcome = await portal.SendAs(Director, new PublishDocument(null, "", "", null, Today, Today.AddDays(-1), null));

        outcome.Refusals.Select(refusal => refusal.Field).Should().BeEquivalentTo("Title", "Category", "VisibleUntil", "File");
        (await portal.SendAs(Director, new PublishDocument(null, "a", "b", 99, Today, null, new IncomingFile("a.pdf", FileSamples.Pdf()))))
            .Refusal.Code.Should()
            .Be("UnknownActivity");
        (await portal.SendAs(Director, new PublishDocument(Guid.NewGuid(), "a", "b", null, Today, null, null))).IsNotFound.Should().BeTrue();
    }

    private static async Task<Guid> Publish(Portal portal, string title, int? activityId = null, DateOnly? from = null, DateOnly? until = null) =>
        (
            await portal.SendAs(
                Director,
                new PublishDocument(null, title, "Vie du centre", activityId, from ?? Today, until, new IncomingFile("a.pdf", FileSamples.Pdf()))
            )
        ).Value;

    private static async Task<IEnumerable<string>> Titles(Portal portal, Household family) =>
        (await portal.SendAs(family.Parent, new ListDocuments())).Value.Select(document => document.Title);
}
