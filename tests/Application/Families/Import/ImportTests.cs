using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Families;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Tests.Families;

public sealed class ImportTests
{
    private const string Headings =
        "Numéro de famille;Nom de famille;Responsable 1 – Prénom;Responsable 1 – Nom;Responsable 1 – E-mail;Responsable 1 – Téléphone portable;Prénom "
        + "enfant;Nom enfant;Date de naissance;Classe;"
        + "Contact 1 – Nom;Contact 1 – Lien avec l’enfant;Contact 1 – Téléphone;Contact 1 – Habilitée à venir chercher les enfants";

    private const string Lea = "0500;Dupont;Claire;Dupont;claire@exemple.fr;612345678;Léa;Dupont;25/10/2012;CE1;Martin;Voisine;03 86 42 00 11;oui";
    private const string Leo = "0500;Dupont;Claire;Dupont;claire@exemple.fr;;Léo;Dupont;2014-03-11;GS;;;;";
    private static readonly Person Administrator = Person.With(Roles.Administrator);

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Two_lines_make_a_family_with_two_children_and_a_second_import_changes_nothing(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);

        var preview = (await portal.SendAs(Administrator, new PreviewImport(Table(Lea, Leo)))).Value;
        (await portal.Find(db => db.Families.AnyAsync())).Should().BeFalse("a preview writes nothing");
        var report = (await portal.SendAs(Administrator, new ImportFamilies(Table(Lea, Leo)))).Value;
        var again = (await portal.SendAs(Administrator, new ImportFamilies(Table(Lea, Leo)))).Value;

        report
            .Should()
            .BeEquivalentTo(
                new
                {
                    NewFamilies = 1,
                    NewGuardians = 1,
                    NewChildren = 2,
                    NewContacts = 1,
                }
            );
        preview.Should().BeEquivalentTo(report, options => options.Excluding(one => one.Invitable).Excluding(one => one.CanInvite));
        again.Should().BeEquivalentTo(new { ChangesNothing = true, UnchangedFamilies = 1 });
        var family = await portal.Find(db => db.Families.Include(row => row.Guardians).Include(row => row.Children).Include(row => row.Contacts).SingleAsync());
        family
            .Guardians.Should()
            .ContainSingle()
            .Which.Should()
            .BeEquivalentTo(
                new
                {
                    FirstName = "Claire",
                    Email = "claire@exemple.fr",
                    MobilePhone = "06.12.34.56.78",
                    IsReferent = true,
                }
            );
        family
            .Children.Select(child => (child.FirstName, child.BirthDate))
            .Should()
            .BeEquivalentTo([("Léa", new DateOnly(2012, 10, 25)), ("Léo", new DateOnly(2014, 3, 11))]);
        family
            .Contacts.Should()
            .ContainSingle()
            .Which.Should()
            .BeEquivalentTo(
                new
                {
                    LastName = "Martin",
                    MayPickUp = true,
                    MayBeCalled = false,
                }
            );
        family.SearchText.Should().Contain("LEA");
        (await portal.Find(db => db.AuditEntries.SingleAsync(entry => entry.Act == "import.families"))).Details.Should().StartWith("2 lignes : 1 familles");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Lines_of_the_own_family_are_left_to_a_colleague(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        await portal.SendAs(Administrator, new ImportFamilies(Table(Lea)));
        var own = await portal.Find(db => db.Families.AsNoTracking().SingleAsync());
        var mother = Person.With(Roles.Administrator) with { JoinedFamilies = [own.Id] };
        var table = Table(Leo, "0501;Durand;Paul;Durand;paul@exemple.fr;;Tom;Durand;31/01/2012;CP;;;;");

        (await portal.SendAs(mother, new PreviewImport(table)))
            .Value.Should()
            .BeEquivalentTo(
                new
                {
                    NewFamilies = 1,
                    NewChildren = 1,
                    OwnFamilies = new[] { "0500" },
                }
            );
        var report = (await portal.SendAs(mother, new ImportFamilies(table))).Value;

        report
            .Should()
            .BeEquivalentTo(
                new
                {
                    NewFamilies = 1,
                    NewChildren = 1,
                    OwnFamilies = new[] { "0500" },
                }
            );
        (await portal.Find(db => db.Children.CountAsync(child => child.FamilyId == own.Id))).Should().Be(1);
        (await portal.Find(db => db.AuditEntries.SingleAsync(entry => entry.Act == OwnFamily.Attempted))).FamilyId.Should().Be(own.Id);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task One_wrong_cell_and_nothing_is_written_and_every_fault_is_told(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var table = Table(Lea, "0501;Durand;Paul;Durand;pas-une-adresse;;Tom;;31/02/2012;CP;;;;", "0500;Autre;;;;;Léa;Dupont;25/10/2012;;;;;");

        var preview = (await portal.SendAs(Administrator, new PreviewImport(table))).Value;
        var refused = await portal.SendAs(Administrator, new ImportFamilies(table));

        preview
            .Errors.Select(error => (error.Line, error.Column))
            .Should()
            .BeEquivalentTo(
                new[] { (3, "Responsable 1 – E-mail"), (3, "Enfant – Nom"), (3, "Enfant – Date de naissance"), (4, "Nom de famille"), (4, "Enfant") }
            );
        refused.Refusal.Code.Should().Be("ImportHasErrors");
        (await portal.Find(db => db.Families.AnyAsync())).Should().BeFalse();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task What_is_there_is_kept_what_is_missing_added_and_what_another_family_has_asked_about(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        await portal.SendAs(Administrator, new ImportFamilies(Table(Lea)));
        await portal.Find(db => db.Children.ExecuteUpdateAsync(set => set.SetProperty(child => child.SchoolClass, "CE2")));

        var added = (await portal.SendAs(Administrator, new ImportFamilies(Table(Lea, Leo)))).Value;
        var again = Table(Lea.Replace("0500", "0777", StringComparison.Ordinal));
        var elsewhere = (await portal.SendAs(Administrator, new PreviewImport(again))).Value;

        added
            .Should()
            .BeEquivalentTo(
                new
                {
                    NewFamilies = 0,
                    NewGuardians = 0,
                    NewChildren = 1,
                    NewContacts = 0,
                }
            );
        (await portal.Find(db => db.Children.SingleAsync(child => child.FirstName == "Léa"))).SchoolClass.Should().Be("CE2");
        elsewhere.Errors.Should().BeEmpty();
        elsewhere.Warnings.Select(warning => warning.Column).Should().Equal("Enfant", "E-mail");
        (await portal.SendAs(Administrator, new ImportFamilies(again)))
            .Refusal.Should()
            .BeEquivalentTo(new { Code = "ImportHasWarnings", Field = "AcceptsWarnings" });
        (await portal.Find(db => db.Families.CountAsync())).Should().Be(1);
        (await portal.SendAs(Administrator, new ImportFamilies(again, AcceptsWarnings: true))).Value.NewFamilies.Should().Be(1);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_record_whose_names_went_gets_no_others(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        await portal.SendAs(Administrator, new ImportFamilies(Table(Lea)));
        await portal.Find(async db =>
        {
            (await db.Families.Include(row => row.Guardians).Include(row => row.Children).SingleAsync()).Anonymise(portal.Clock.GetUtcNow().UtcDateTime);
            return await db.SaveChangesAsync();
        });

        var preview = (await portal.SendAs(Administrator, new PreviewImport(Table(Leo)))).Value;
        var refused = await portal.SendAs(Administrator, new ImportFamilies(Table(Leo), AcceptsWarnings: true));

        preview
            .Errors.Should()
            .ContainSingle()
            .Which.Should()
            .BeEquivalentTo(
                new
                {
                    Line = 2,
                    Column = "Numéro de famille",
                    Value = "0500",
                }
            );
        refused.Refusal.Code.Should().Be("ImportHasErrors");
        (await portal.Find(db => db.Children.CountAsync())).Should().Be(1);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Invitations_go_once_to_each_address_without_login_and_only_when_wanted(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var address = new Uri("https://portail.example");

        var preview = (await portal.SendAs(Administrator, new PreviewImport(Table(Lea, Leo)))).Value;
        var silent = (await portal.SendAs(Administrator, new ImportFamilies(Table(Lea, Leo)))).Value;
        (await portal.Find(db => db.OutboxMessages.CountAsync())).Should().Be(0);
        var invited = (await portal.SendAs(Administrator, new ImportFamilies(Table(Lea, Leo), InviteFrom: address))).Value;
        var again = (await portal.SendAs(Administrator, new ImportFamilies(Table(Lea, Leo), InviteFrom: address))).Value;

        preview.Should().BeEquivalentTo(new { CanInvite = true, Invitable = 1 });
        silent.Should().BeEquivalentTo(new { NewChildren = 2, Invited = 0 });
        invited.Should().BeEquivalentTo(new { NewChildren = 0, Invited = 1 });
        again.Invited.Should().Be(0);
        (await portal.Find(db => db.OutboxMessages.SingleAsync())).Recipients.Should().Be("claire@exemple.fr");
        (await portal.Find(db => db.Invitations.SingleAsync()))
            .GuardianId.Should()
            .Be((await portal.Find(db => db.Guardians.SingleAsync(row => row.Email != null))).Id);
    }

    [Fact]
    public async Task Without_a_mail_server_nobody_is_invited_in_one_go()
    {
        await using var portal = await Portal.StartAsync(DatabaseProvider.Sqlite, mailServer: false);

        (await portal.SendAs(Administrator, new ImportFamilies(Table(Lea), InviteFrom: new Uri("https://portail.example"))))
            .Refusal.Code.Should()
            .Be("NoMailServer");
        (await portal.Find(db => db.Families.AnyAsync())).Should().BeFalse();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task The_same_file_sent_twice_in_the_same_instant_is_there_once(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);

        var both = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => portal.SendAs(Administrator, new ImportFamilies(Table(Lea, Leo))))));

        both.Should().OnlyContain(outcome => !outcome.IsRefused);
        both.Sum(outcome => outcome.Value.NewChildren).Should().Be(2);
        (await portal.Find(db => db.Children.CountAsync())).Should().Be(2);
    }

    [Theory]
    [InlineData("25/10/2012")]
    [InlineData("25-10-2012")]
    [InlineData("25/10/12")]
    [InlineData("2012-10-25")]
    [InlineData("41207")]
    public async Task A_date_is_read_as_people_and_spreadsheets_write_it(string typed)
    {
        await using var portal = await Portal.StartAsync(DatabaseProvider.Sqlite);

        await portal.SendAs(Administrator, new ImportFamilies(Table(Lea.Replace("25/10/2012", typed, StringComparison.Ordinal))));

        (await portal.Find(db => db.Children.SingleAsync())).BirthDate.Should().Be(new DateOnly(2012, 10, 25));
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Five_thousand_lines_are_imported_with_progress_in_reasonable_time(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var heard = new List<int>();
        var started = System.Diagnostics.Stopwatch.GetTimestamp();

        var report = (
            await portal.SendAs(
                Administrator,
                new ImportFamilies(
                    Table([
                        .. Enumerable
                            .Range(0, 5000)
                            .Select(index =>
                                $"{1000 + (index / 2)};Famille{index / 2};Claire;Nom{index / 2};c{index / 2}@exemple.fr;;"
                                + $"Enfant{index % 2};Nom{index / 2};25/10/2012;CE1;;;;"
                            ),
                    ]),
                    Progress: new Heard(heard)
                )
            )
        ).Value;

        report.Should().BeEquivalentTo(new { NewFamilies = 2500, NewChildren = 5000 });
        (await portal.Find(db => db.Children.CountAsync())).Should().Be(5000);
        heard.Should().BeInAscendingOrder().And.HaveCountGreaterThan(5).And.EndWith([5000]);
        System.Diagnostics.Stopwatch.GetElapsedTime(started).Should().BeLessThan(TimeSpan.FromSeconds(120));
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task What_contradicts_itself_is_told_and_what_one_line_leaves_out_another_says(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var table = Table(
            Lea.Replace("612345678", "", StringComparison.Ordinal),
            Leo.Replace("claire@exemple.fr;", "claire@autre.fr;0611223344", StringComparison.Ordinal),
            Leo.Replace("Claire", "Paule", StringComparison.Ordinal).Replace("Léo", "Tom", StringComparison.Ordinal)
        );

        var preview = (await portal.SendAs(Administrator, new PreviewImport(table))).Value;
        (await portal.SendAs(Administrator, new ImportFamilies(table))).Refusal.Code.Should().Be("ImportHasWarnings");
        await portal.SendAs(Administrator, new ImportFamilies(table, AcceptsWarnings: true));

        preview.Errors.Should().BeEmpty();
        preview
            .Warnings.Should()
            .Contain(warning =>
                warning.Line == 3 && warning.Cell == "E3" && warning.Value == "claire@autre.fr" && warning.Sentence.Contains("claire@exemple.fr")
            );
        preview.Warnings.Should().Contain(warning => warning.Line == 4 && warning.Sentence.Contains("un responsable de plus serait créé"));
        (await portal.Find(db => db.Guardians.SingleAsync(row => row.FirstName == "Claire")))
            .Should()
            .BeEquivalentTo(new { Email = "claire@exemple.fr", MobilePhone = "06.11.22.33.44" });
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Twins_are_kept_and_first_and_last_names_are_not_mixed_up(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        string[] lines =
        [
            Child("0301", "Léa", "Dupont"),
            Child("0301", "Léo", "Dupont"),
            Child("0302", "Lea", "Jumeaux"),
            Child("0302", "Léa", "Jumeaux"),
            Child("0303", "Jean Marc", "Jean-Marie"),
            Child("0303", "Jean", "Marc Jean-Marie"),
        ];

        var preview = (await portal.SendAs(Administrator, new PreviewImport(Table(lines)))).Value;
        var first = (await portal.SendAs(Administrator, new ImportFamilies(Table(lines), AcceptsWarnings: true))).Value;
        var again = (await portal.SendAs(Administrator, new ImportFamilies(Table(lines), AcceptsWarnings: true))).Value;
        var twice = (await portal.SendAs(Administrator, new PreviewImport(Table(lines[0], lines[0])))).Value;

        preview.Errors.Should().BeEmpty();
        preview.Warnings.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Line = 5, Column = "Enfant" });
        first.NewChildren.Should().Be(6);
        again.ChangesNothing.Should().BeTrue();
        twice.Errors.Should().ContainSingle().Which.Line.Should().Be(3);

        static string Child(string number, string firstName, string lastName) => $"{number};F{number};Ana;F{number};;;{firstName};{lastName};25/10/2016;;;;;";
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_child_whose_name_lost_its_ligatures_is_told_as_a_second_time(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        await portal.SendAs(
            Administrator,
            new ImportFamilies(
                Table("0801;Œuvrard;Lætitia;Œuvrard;;;Cœlia;Œuvrard;25/10/2016;;;;;", "0805;Łukasik;Ana;Łukasik;;;Stanisław;Łukasik;25/10/2015;;;;;")
            )
        );

        var preview = (
            await portal.SendAs(
                Administrator,
                new PreviewImport(
                    Table("0802;Oeuvrard;Laetitia;Oeuvrard;;;Coelia;Oeuvrard;25/10/2016;;;;;", "0806;Lukasik;Ana;Lukasik;;;Stanislaw;Lukasik;25/10/2015;;;;;")
                )
            )
        ).Value;

        preview.Warnings.Select(warning => warning.Sentence).Should().HaveCount(2).And.OnlyContain(sentence => sentence.Contains("une seconde fois"));
    }

    [Fact]
    public async Task The_first_lines_are_shown_as_they_are_understood_and_what_is_wrong_with_its_cell()
    {
        await using var portal = await Portal.StartAsync(DatabaseProvider.Sqlite);

        var preview = (await portal.SendAs(Administrator, new PreviewImport(Table(Lea, Leo.Replace("2014-03-11", "5/9/14", StringComparison.Ordinal))))).Value;

        preview
            .Sample[0]
            .Values.Should()
            .Contain("E.BirthDate", "25 octobre 2012")
            .And.Contain("G1.MobilePhone", "06.12.34.56.78")
            .And.Contain("F.Number", "0500")
            .And.Contain("C1.MayPickUp", "Oui");
        preview.Sample[1].Values["E.BirthDate"].Should().Be("5 septembre 2014", "the line above settles the order");
        var doubtful = (await portal.SendAs(Administrator, new PreviewImport(Table(Leo.Replace("2014-03-11", "5/9/14", StringComparison.Ordinal))))).Value;
        doubtful.Sample[0].Values["E.BirthDate"].Should().BeNull();
        doubtful.Errors.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Cell = "I2", Value = "5/9/14" });
    }

    [Theory]
    [InlineData("#N/A", "erreur")]
    [InlineData("######", "trop étroite")]
    [InlineData("=A1", "formule")]
    [InlineData("6,12E+08", "notation scientifique")]
    [InlineData("0611223344 / 0655667788", "un seul numéro")]
    public async Task A_cell_that_shows_no_value_is_refused_with_what_to_do(string phone, string words)
    {
        await using var portal = await Portal.StartAsync(DatabaseProvider.Sqlite);

        (await portal.SendAs(Administrator, new PreviewImport(Table(Lea.Replace("612345678", phone, StringComparison.Ordinal)))))
            .Value.Errors.Should()
            .ContainSingle()
            .Which.Should()
            .Match<ImportError>(error => error.Cell == "F2" && error.Sentence.Contains(words));
    }

    [Fact]
    public async Task A_code_that_may_have_lost_its_nought_is_asked_about()
    {
        await using var portal = await Portal.StartAsync(DatabaseProvider.Sqlite);
        var file = new ImportFile([.. Headings.Split(';'), "Responsable 1 – Code postal"], [new ImportLine(2, [.. Lea.Split(';'), "1230"])]);

        (await portal.SendAs(Administrator, new PreviewImport(new ImportTable(file, ImportColumns.Guess(file.Headings)))))
            .Value.Warnings.Should()
            .ContainSingle()
            .Which.Sentence.Should()
            .Contain("01230");
    }

    [Fact]
    public async Task A_file_without_a_needed_column_says_which()
    {
        await using var portal = await Portal.StartAsync(DatabaseProvider.Sqlite);
        var file = new ImportFile(["Nom de famille"], [new ImportLine(2, ["Dupont"])]);

        var report = (await portal.SendAs(Administrator, new PreviewImport(new ImportTable(file, ImportColumns.Guess(file.Headings))))).Value;

        report
            .Errors.Should()
            .Contain(error => error.Line == 1 && error.Column == "Numéro de famille")
            .And.Contain(error => error.Column == "Enfant – Date de naissance");
        (await portal.SendAs(Administrator, new PreviewImport(new ImportTable(new ImportFile([], []), new Dictionary<string, int>()))))
            .Refusal.Code.Should()
            .Be("Invalid");
    }

    private static ImportTable Table(params string[] lines)
    {
        var headings = Headings.Split(';');
        var columns = ImportColumns.Guess(headings);
        columns.Should().HaveCount(headings.Length, "every heading is recognised");
        return new ImportTable(new ImportFile(headings, [.. lines.Select((line, index) => new ImportLine(index + 2, line.Split(';')))]), columns);
    }

    private sealed class Heard(List<int> all) : IProgress<int>
    {
        public void Report(int value) => all.Add(value);
    }
}
