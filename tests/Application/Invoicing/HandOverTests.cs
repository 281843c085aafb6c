using ClsPortal.Application.Invoicing;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Tests.Invoicing;

/// <summary>What goes to the Trésorerie, from whom, and what becomes of money that moves afterwards: no family is asked twice.</summary>
public sealed class HandOverTests
{
    private static readonly Person Accountant = Person.With(Roles.Accountant);
    private static readonly DateOnly From = new(2019, 1, 1);
    private static readonly DateOnly To = new(2019, 1, 31);
    private static readonly DateOnly Received = new(2019, 1, 14);
    private static readonly TreasurySettings Codes = new("089012", "20006746900018", "012", "00", "Communauté de communes", "83");

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_title_asks_for_what_is_still_due_and_what_is_paid_does_not_go_out(DatabaseProvider database)
    {
        await using var portal = await GivenPortalAsync(database);
        var family = await portal.GivenFamily();
        var (part, paid, credited) = (
            await portal.GivenInvoice(family, 12757),
            await portal.GivenInvoice(family, 4860),
            await portal.GivenInvoice(family, 1000)
        );
        await CreditAsync(portal, part, 1576);
        await CreditAsync(portal, credited, 1000);
        await PayAsync(portal, family, part, 10000);
        await PayAsync(portal, family, paid, 4860);

        var before = (await portal.SendAs(Accountant, new GetExports())).Value;
        var created = (await portal.SendAs(Accountant, new CreateBordereau(From, To))).Value;
        var titles = await portal.Find(db => db.TreasuryTitles.AsNoTracking().ToListAsync());
        var nothing = await portal.SendAs(Accountant, new CreateBordereau(From, To));

        (before.NotHandedOver, before.NotHandedOverCents).Should().Be((1, 1181));
        created.Titles.Should().Be(1);
        titles
            .Should()
            .ContainSingle()
            .Which.Should()
            .BeEquivalentTo(
                new
                {
                    InvoiceId = part.Id,
                    AmountCents = 1181L,
                    CreditedCents = 1576L,
                    Civility = "Mme",
                    Street = "2 rue du Serein",
                }
            );
        nothing.Refusal.Code.Should().Be("NothingToExport");
        (await portal.SendAs(Accountant, new GetExports())).Value.Reductions.Should().BeNull("the credit note is in the title");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_credit_note_reduces_a_title_by_no_more_than_it_asks_for(DatabaseProvider database)
    {
        await using var portal = await GivenPortalAsync(database);
        var family = await portal.GivenFamily();
        var invoice = await portal.GivenInvoice(family, 12757);
        await PayAsync(portal, family, invoice, 10000);
        await portal.SendAs(Accountant, new CreateBordereau(From, To));
        await CreditAsync(portal, invoice, 1000);
        await CreditAsync(portal, invoice, 4000);
        await CreditAsync(portal, invoice, 500);

        var pending = (await portal.SendAs(Accountant, new GetExports())).Value.Reductions!;
        var reductions = (await portal.SendAs(Accountant, new CreateBordereau(From, To, IsReduction: true))).Value;

        (pending.Count, pending.Cents).Should().Be((2, 2757));
        reductions.Titles.Should().Be(2);
        (
            await portal.Find(db =>
                db.TreasuryTitles.Where(title => title.BordereauId == reductions.Id)
                    .OrderBy(title => title.Position)
                    .Select(title => title.AmountCents)
                    .ToListAsync()
            )
        )
            .Should()
            .Equal(1000, 1757);
        (await portal.InvoiceAsync(invoice)).DueCents.Should().Be(-2743, "what was paid before is given back by the centre itself");
    }

    [Fact]
    public async Task A_title_of_a_closed_year_is_not_reduced_by_the_file_and_is_named()
    {
        await using var portal = await GivenPortalAsync(DatabaseProvider.Sqlite);
        var family = await portal.GivenFamily();
        var invoice = await portal.GivenInvoice(family, 4860, new(2018, 12, 4));
        (await portal.SendAs(Accountant, new CreateBordereau(new(2018, 12, 1), new(2018, 12, 31)))).IsRefused.Should().BeFalse();
        await CreditAsync(portal, invoice, 1000);

        var refused = await portal.SendAs(Accountant, new CreateBordereau(From, To, IsReduction: true));

        refused.Refusal.Code.Should().Be("Incomplete");
        refused.Refusal.Sentence.Should().Contain("exercice 2018").And.Contain(family.Family.Name);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_payment_after_the_hand_over_waits_for_the_word_who_has_the_money(DatabaseProvider database)
    {
        await using var portal = await GivenPortalAsync(database);
        var family = await portal.GivenFamily();
        var invoice = await portal.GivenInvoice(family, 4860);
        var bordereau = (await portal.SendAs(Accountant, new CreateBordereau(From, To))).Value;

        var silent = await portal.SendAs(Accountant, Entry(family, invoice, 1000));
        var before = await portal.PaymentsOf(invoice);
        (await portal.SendAs(Accountant, Entry(family, invoice, 1000, HandedOverMoney.ToTreasury))).IsRefused.Should().BeFalse();
        (await portal.SendAs(Accountant, new ListPaymentsToTell())).Value.Total.Should().Be(0, "the Trésorerie said it");
        (await portal.SendAs(Accountant, Entry(family, invoice, 3860, HandedOverMoney.ToCentre))).IsRefused.Should().BeFalse();
        var listed = (await portal.SendAs(Accountant, new ListPaymentsToTell())).Value;
        var nobody = await portal.SendAs(Accountant, new TellTreasury([listed.Lines[0].Id], " "));
        var own = await portal.SendAs(family.Parent with { Roles = Roles.Parent | Roles.Accountant }, new TellTreasury([listed.Lines[0].Id], "courriel"));
        var told = await portal.SendAs(Accountant, new TellTreasury([listed.Lines[0].Id], "courriel du 15-01"));
        var again = await portal.SendAs(Accountant, new TellTreasury([listed.Lines[0].Id], "courriel"));

        (silent.Refusal.Code, silent.Refusal.Field).Should().Be(("HandedOver", nameof(EnterPayments.HandedOver)));
        silent.Refusal.Sentence.Should().Contain("Trésorerie").And.Contain(invoice.Number);
        before.Should().BeEmpty();
        listed
            .Lines.Should()
            .ContainSingle()
            .Which.Should()
            .BeEquivalentTo(
                new
                {
                    Cents = 3860L,
                    InvoiceNumber = invoice.Number,
                    Bordereau = $"2019-{bordereau.Number}",
                    FamilyName = family.Family.Name,
                }
            );
        nobody.Refusal.Field.Should().Be(nameof(TellTreasury.How));
        own.Refusal.Should().Be(OwnFamily.Refusal);
        told.IsRefused.Should().BeFalse();
        again.Refusal.Code.Should().Be("AlreadyTold");
        (await portal.PaymentsOf(invoice))[^1]
            .Should()
            .BeEquivalentTo(
                new
                {
                    AfterHandOver = true,
                    TreasuryToldHow = "courriel du 15-01",
                    TreasuryToldByName = Accountant.Name,
                }
            );
        (await portal.InvoiceAsync(invoice)).DueCents.Should().Be(0);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_payment_taken_back_after_the_hand_over_is_told_until_the_bordereau_is_given_up(DatabaseProvider database)
    {
        await using var portal = await GivenPortalAsync(database);
        var family = await portal.GivenFamily();
        var invoice = await portal.GivenInvoice(family, 12757);
        await PayAsync(portal, family, invoice, 10000);
        var bordereau = (await portal.SendAs(Accountant, new CreateBordereau(From, To))).Value;

        (await portal.SendAs(Accountant, new ReversePayment((await portal.PaymentsOf(invoice))[0].Id, "Sans provision"))).IsRefused.Should().BeFalse();
        var bounced = (await portal.SendAs(Accountant, new ListPaymentsToTell())).Value;
        await portal.SendAs(Accountant, new CancelBordereau(bordereau.Id, "Chèque sans provision"));
        var after = (await portal.SendAs(Accountant, new ListPaymentsToTell())).Value;
        await portal.SendAs(Accountant, new CreateBordereau(From, To));

        bounced.Lines.Should().ContainSingle().Which.Cents.Should().Be(-10000, "no title holds it");
        after.Total.Should().Be(0);
        (await portal.Find(db => db.TreasuryTitles.Where(title => !title.IsCancelled).Select(title => title.AmountCents).SingleAsync())).Should().Be(12757);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_payment_and_a_hand_over_at_once_never_ask_the_family_twice(DatabaseProvider database)
    {
        await using var portal = await GivenPortalAsync(database);
        var family = await portal.GivenFamily();
        for (var round = 0; round < 8; round++)
        {
            var invoice = await portal.GivenInvoice(family, 4860);
            var (handing, paying, crediting) = (
                Task.Run(() => portal.SendAs(Accountant, new CreateBordereau(From, To))),
                Task.Run(() => portal.SendAs(Accountant, Entry(family, invoice, 1860))),
                Task.Run(() => TryCreditAsync(portal, invoice, 1000))
            );
            await Task.WhenAll(handing, paying, crediting);

            (await handing).IsRefused.Should().BeFalse();
            (await crediting).IsRefused.Should().BeFalse();
            var title = await portal.Find(db => db.TreasuryTitles.AsNoTracking().SingleAsync(row => row.InvoiceId == invoice.Id));
            (await paying).IsRefused.Should().Be((await portal.PaymentsOf(invoice)).Count == 0);
            title
                .AmountCents.Should()
                .Be(4860 - title.CreditedCents - ((await paying).IsRefused ? 0 : 1860), "what came before is deducted, what came after was refused");
            var reductions = (await portal.SendAs(Accountant, new GetExports())).Value.Reductions?.Cents ?? 0;
            (title.CreditedCents + reductions).Should().Be(1000, "the credit note is in the title or reduces it");
            if (reductions > 0)
            {
                (await portal.SendAs(Accountant, new CreateBordereau(From, To, IsReduction: true))).IsRefused.Should().BeFalse();
            }
        }
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task The_debtor_is_the_one_of_the_day_of_issue_whoever_is_the_referent_today(DatabaseProvider database)
    {
        await using var portal = await GivenPortalAsync(database);
        var family = await portal.GivenFamily(isSeparated: true);
        var name = family.Family.Guardians[0].LastName;
        var now = await portal.GivenInvoice(
            family,
            4860,
            debtor: new Debtor("Mme", name, "Mère", PostalAddress.Of("12 rue des Vignes\nHameau de Poinchy", "89800", "Chablis"))
        );
        var old = await portal.GivenInvoice(
            family,
            1000,
            addressee: $"Famille {family.Family.Name} (n° 12)\nMère {name}\n2 rue du Serein\n89800 Chablis",
            isOld: true
        );
        await portal.Find(async db =>
        {
            var (mother, father) = (await db.Guardians.SingleAsync(row => row.IsReferent), await db.Guardians.SingleAsync(row => !row.IsReferent));
            mother.Change(nameof(Guardian.Civility), "Mme");
            await db.SaveChangesAsync();
            await db.Guardians.Where(row => row.Id == mother.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.IsReferent, false));
            return await db.Guardians.Where(row => row.Id == father.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.IsReferent, true));
        });

        await DatabaseStart.MigrateAsync(portal.Service<IServiceProvider>());
        var created = (await portal.SendAs(Accountant, new CreateBordereau(From, To))).Value;

        created.LeftOut.Should().BeEmpty();
        var titles = await portal.Find(db => db.TreasuryTitles.AsNoTracking().ToListAsync());
        titles.Should().OnlyContain(title => title.LastName == name && title.FirstName == "Mère" && title.Civility == "Mme");
        titles
            .Single(title => title.InvoiceId == now.Id)
            .Should()
            .BeEquivalentTo(
                new
                {
                    Street = "12 rue des Vignes",
                    Locality = "Hameau de Poinchy",
                    PostCode = "89800",
                    City = "Chablis",
                }
            );
        titles.Single(title => title.InvoiceId == old.Id).Street.Should().Be("2 rue du Serein");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task What_cannot_be_told_apart_is_listed_before_the_hand_over_and_entered(DatabaseProvider database)
    {
        await using var portal = await GivenPortalAsync(database);
        var (one, two, three) = (await portal.GivenFamily(), await portal.GivenFamily(), await portal.GivenFamily());
        var unreadable = await portal.GivenInvoice(one, 100, addressee: "Famille sans adresse", isOld: true);
        var same = await portal.GivenInvoice(one, 200, addressee: "Famille sans adresse", isOld: true);
        var script = await portal.GivenInvoice(two, 300, debtor: new Debtor("M.", "李", "小龍", PostalAddress.Of("2 rue du Serein", "89800", "Chablis")));
        var civility = await portal.GivenInvoice(
            three,
            400,
            debtor: new Debtor("Mlle", "Petit", "Zoé", PostalAddress.Of("2 rue du Serein", "89800", "Chablis"))
        );
        await DatabaseStart.MigrateAsync(portal.Service<IServiceProvider>());

        var list = (await portal.SendAs(Accountant, new ListDebtorsToComplete())).Value;
        var stopped = await portal.SendAs(Accountant, new CreateBordereau(From, To));
        var form = new DebtorForm("Mme", "Martin", "Anne Sophie", "Bât. C", "12 allée des Œillets", "", "89800", "Chablis");
        var wrong = await portal.SendAs(
            Accountant,
            new EnterDebtor(two.Family.Id, [script.Id], form with { Civility = "Mlle", LastName = "李", PostCode = "8980", Street = new string('a', 39) })
        );
        var foreign = await portal.SendAs(Accountant, new EnterDebtor(two.Family.Id, [unreadable.Id], form));
        (await portal.SendAs(Accountant, new EnterDebtor(one.Family.Id, [unreadable.Id, same.Id], form))).IsRefused.Should().BeFalse();
        (await portal.SendAs(Accountant, new EnterDebtor(two.Family.Id, [script.Id], form with { Civility = "M.", LastName = "Li", FirstName = "Xiaolong" })))
            .IsRefused.Should()
            .BeFalse();
        (await portal.SendAs(Accountant, new EnterDebtor(three.Family.Id, [civility.Id], form with { LastName = "Petit" }))).IsRefused.Should().BeFalse();
        var created = (await portal.SendAs(Accountant, new CreateBordereau(From, To))).Value;
        var late = await portal.SendAs(Accountant, new EnterDebtor(three.Family.Id, [civility.Id], form));

        list.Total.Should().Be(4);
        list.Lines.Select(line => (line.FamilyId, line.InvoiceIds.Count, string.Join('|', line.Missing)))
            .Should()
            .BeEquivalentTo(
                new[]
                {
                    (one.Family.Id, 2, "nom et adresse à saisir"),
                    (two.Family.Id, 1, "nom ou adresse à écrire en lettres latines"),
                    (three.Family.Id, 1, "civilité (Mme ou M.)"),
                }
            );
        stopped.Refusal.Sentence.Should().Contain(two.Family.Name).And.NotContain("?");
        wrong.Refusals.Select(refusal => refusal.Field).Should().BeEquivalentTo("Civility", "LastName", "PostCode", "Street");
        foreign.IsNotFound.Should().BeTrue();
        (created.Titles, created.LeftOut.Count).Should().Be((4, 0));
        late.Refusal.Code.Should().Be("HandedOver");
        (await portal.Find(db => db.TreasuryTitles.Where(title => title.InvoiceId == same.Id).SingleAsync()))
            .Should()
            .BeEquivalentTo(
                new
                {
                    LastName = "Martin",
                    FirstName = "Anne Sophie",
                    Complement = "Bât. C",
                    Street = "12 allée des OEillets",
                }
            );
        (await portal.InvoiceAsync(unreadable)).Addressee.Should().Be("Famille sans adresse", "what is printed stays");
    }

    [Fact]
    public async Task Codes_are_versions_and_a_bordereau_keeps_the_one_that_it_was_made_with()
    {
        await using var portal = await Portal.StartAsync(DatabaseProvider.Sqlite);
        var family = await portal.GivenFamily();
        await portal.GivenInvoice(family, 4860);
        var without = await portal.SendAs(Accountant, new CreateBordereau(From, To));
        var wrong = await portal.SendAs(Accountant, new ChangeTreasuryCodes(0, Codes with { Siret = "1", CivilityOfWomen = "MLLE", BudgetCode = "a0" }));
        (await portal.SendAs(Accountant, new ChangeTreasuryCodes(0, Codes))).IsRefused.Should().BeFalse();
        var unseen = await portal.SendAs(Accountant, new ChangeTreasuryCodes(0, Codes));
        var first = (await portal.SendAs(Accountant, new CreateBordereau(From, To))).Value;

        var seen = (await portal.SendAs(Accountant, new GetTreasuryCodes())).Value;
        await portal.SendAs(Accountant, new ChangeTreasuryCodes(seen.Version, Codes with { AccountCode = "7066" }));
        await portal.GivenInvoice(family, 100);
        var second = (await portal.SendAs(Accountant, new CreateBordereau(From, To))).Value;

        without.Refusal.Code.Should().Be("NotConfigured");
        wrong
            .Refusals.Select(refusal => refusal.Field)
            .Should()
            .BeEquivalentTo(nameof(TreasurySettings.Siret), nameof(TreasurySettings.CivilityOfWomen), nameof(TreasurySettings.BudgetCode));
        unseen.Refusal.Code.Should().Be("ChangedMeanwhile");
        (await portal.SendAs(Accountant, new ReadBordereau(first.Id))).Value.Treasury.AccountCode.Should().Be("588");
        (await portal.SendAs(Accountant, new ReadBordereau(second.Id))).Value.Treasury.AccountCode.Should().Be("7066");
    }

    private static async Task<Portal> GivenPortalAsync(DatabaseProvider database)
    {
        var portal = await Portal.StartAsync(database);
        await portal.SaveAsync(InvoiceSequence.Begin("01", 2019, last: 50_000));
        (await portal.SendAs(Accountant, new ChangeTreasuryCodes(0, Codes))).IsRefused.Should().BeFalse();
        return portal;
    }

    private static EnterPayments Entry(Household family, Invoice invoice, long cents, HandedOverMoney? handedOver = null) =>
        new(Guid.NewGuid(), family.Family.Id, PaymentMeans.Cheque, Received, null, [new(invoice.Id, cents)], handedOver);

    private static async Task PayAsync(Portal portal, Household family, Invoice invoice, long cents) =>
        (await portal.SendAs(Accountant, Entry(family, invoice, cents))).IsRefused.Should().BeFalse();

    private static async Task CreditAsync(Portal portal, Invoice invoice, long cents) =>
        (await TryCreditAsync(portal, invoice, cents)).IsRefused.Should().BeFalse();

    private static async Task<Outcome<string>> TryCreditAsync(Portal portal, Invoice invoice, long cents)
    {
        var line = await portal.Find(db => db.InvoiceLines.Where(row => row.InvoiceId == invoice.Id).Select(row => row.Id).SingleAsync());
        return await portal.SendAs(Accountant, new CreditInvoice(invoice.Id, [new(line, cents)], "Erreur", false));
    }
}
