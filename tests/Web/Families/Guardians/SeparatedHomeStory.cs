using System.Globalization;
using ClsPortal.Application.Attendance;
using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Families;
using ClsPortal.Application.Invoicing;
using ClsPortal.Application.Messaging;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Attendance;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Domain.Messaging;
using ClsPortal.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Web.Tests.Families;

/// <summary>How a <see cref="SeparatedHome"/> came to what it holds: by the messages that its pages send.</summary>
internal static class SeparatedHomeStory
{
    public static async Task<SeparatedHome> GivenSeparatedHomeAsync(this PortalHost host, Situation situation)
    {
        var words = new Canaries(situation == Situation.MotherIsConfidential);
        var family = Family.Create("0042", "Duval");
        string[] order = situation == Situation.FatherIsReferent ? ["Paul", "Anne"] : ["Anne", "Paul"];
        foreach (var name in order)
        {
            family.AddGuardian(name, name == "Anne" ? "Martin" : "Duval", null);
        }

        var today = DateOnly.FromDateTime(host.Clock.GetUtcNow().UtcDateTime);
        family.AddChild("Lou", "Duval", today.AddYears(-8), words.Place("Ecole"));
        family.AddChild("Sam", "Duval", today.AddYears(-7), words.Open("Ecole"));
        await SaveAsync(host, family);
        var category = ActivityCategory.Create("Mercredis", 1);
        await SaveAsync(host, category);
        var there = await GivenActivityAsync(host, category, today, words.Place("Atelier"), words.Place("Site"), words.Place("Arret"));
        var here = await GivenActivityAsync(host, category, today, words.Open("Atelier"), words.Open("Site"), words.Open("Arret"));
        var home = new SeparatedHome(host, situation, family)
        {
            Words = words,
            There = there,
            Here = here,
            Days = new(there.Days(new SchoolCalendar([])).Where(day => day > today.AddDays(10))),
        };
        home.Mother = await home.GivenLoginAsync(
            family.Guardians.Single(guardian => guardian.FirstName == "Anne"),
            home.Words.Own(".connexion") + "@example.fr"
        );
        home.Father = await home.GivenLoginAsync(family.Guardians.Single(guardian => guardian.FirstName == "Paul"), "connexion.pere@example.fr");
        await EnterRecordAsync(home);
        await AskForChangesAsync(home);
        await WriteAsync(home);
        await HandInAsync(home);
        await EnrolAsync(home);
        await PublishAsync(home);
        await InvoiceAsync(home);
        if (home.IsConfidential)
        {
            // After all that came before: the past is withheld as well.
            await home.SendAs(
                SeparatedHome.Director,
                new ProtectGuardian(family.Id, home.Mother.GuardianId, IsConfidential: true, [home.Lou], "Ordonnance de protection")
            );
        }

        await BroadcastAsync(home, home.Words.Place("Annonce"), home.Words.Place("Sortie"));
        home.Threads.AddRange(
            await host.Find(db =>
                db.Conversations.Where(row => row.BroadcastId != null && row.GuardianId == home.Mother.GuardianId).Select(row => row.Id).ToListAsync()
            )
        );
        return home;
    }

    // What staff entered on a call, and what was accepted.
    private static async Task EnterRecordAsync(SeparatedHome home)
    {
        var (mother, words) = (RecordSubject.Guardian(home.Mother.GuardianId), home.Words);
        await home.SendAs(
            SeparatedHome.Director,
            new EditRecord(
                home.Family.Id,
                [
                    new(mother, nameof(Guardian.Address), "", "1 rue " + words.Own("Rue")),
                    new(mother, nameof(Guardian.PostalCode), "", "89800"),
                    new(mother, nameof(Guardian.Town), "", words.Own("Ville")),
                    new(mother, nameof(Guardian.HomePhone), "", words.Phone(1)),
                    new(mother, nameof(Guardian.MobilePhone), "", words.Phone(2)),
                    new(mother, nameof(Guardian.WorkPhone), "", words.Phone(3)),
                    new(mother, nameof(Guardian.Email), "", MothersEmail(words)),
                    new(mother, nameof(Guardian.Profession), "", words.Own("Metier")),
                    new(RecordSubject.Guardian(home.Father.GuardianId), nameof(Guardian.Email), "", FathersEmail),
                ]
            )
        );
        await home.SendAs(home.Mother, new ProposeContact(ContactOf(words.Place("Tante"), words.Phone(4), words.Phone(5))));
        await home.SendAs(
            home.Mother,
            new FileChanges([
                new(RecordSubject.Health(home.Lou), HealthField.DoctorName, "", words.Place("Docteur")),
                new(RecordSubject.Health(home.Sam), HealthField.DoctorName, "", words.Open("Pediatre")),
            ])
        );
        await TreatAllAsync(home, accept: true, reason: null);
        home.Contact = await home.Host.Find(db => db.Contacts.Select(contact => contact.Id).SingleAsync());
    }

    public static string MothersEmail(Canaries words) => words.Own(".courriel") + "@example.fr";

    public const string FathersEmail = "courriel.pere@example.fr";

    // One that was refused, the others wait.
    private static async Task AskForChangesAsync(SeparatedHome home)
    {
        var (mother, words) = (RecordSubject.Guardian(home.Mother.GuardianId), home.Words);
        await home.SendAs(home.Mother, new FileChanges([new(mother, nameof(Guardian.Town), words.Own("Ville"), words.Own("Hameau"))]));
        await TreatAllAsync(home, accept: false, reason: words.Own("Motif"));
        await home.SendAs(home.Mother, new FileChanges([new(RecordSubject.Child(home.Lou), nameof(Child.SchoolClass), "", words.Place("Classe"))]));
        await TreatAllAsync(home, accept: false, reason: words.Place("Cause"));
        await home.SendAs(
            home.Mother,
            new FileChanges([
                new(mother, nameof(Guardian.Address), "1 rue " + words.Own("Rue"), words.Own("Refuge")),
                new(mother, nameof(Guardian.MobilePhone), words.Phone(2), words.Phone(6)),
                new(mother, nameof(Guardian.Profession), words.Own("Metier"), words.Own("Emploi")),
                new(mother, nameof(Guardian.Email), MothersEmail(words), words.Own(".nouveau") + "@example.fr"),
                new(RecordSubject.Child(home.Lou), nameof(Child.School), words.Place("Ecole"), words.Place("College")),
                new(RecordSubject.Child(home.Sam), nameof(Child.SchoolClass), "", words.Place("Niveau")),
            ])
        );
        await home.SendAs(home.Mother, new ProposeContact(ContactOf(words.Own("Voisine"), words.Phone(7), words.Phone(8))));
        await home.SendAs(
            home.Mother,
            new ProposeChild(
                new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    [nameof(Child.FirstName)] = words.Place("Bebe"),
                    [nameof(Child.LastName)] = "Martin",
                    [nameof(Child.BirthDate)] = "2020-01-02",
                }
            )
        );
    }

    private static async Task WriteAsync(SeparatedHome home)
    {
        var words = home.Words;
        var own = await home.SendAs(home.Mother, new StartConversation(Guid.NewGuid(), words.Own("Objet"), words.Own("Message")));
        await home.SendAs(SeparatedHome.Director, new AnswerFamily(own, Guid.NewGuid(), words.Own("Reponse")));
        home.Threads.Add(own);
        home.Threads.Add(
            await home.SendAs(
                SeparatedHome.Director,
                new WriteToFamily(Guid.NewGuid(), home.Family.Id, words.Own("Convocation"), words.Own("Entretien"), home.Mother.GuardianId)
            )
        );
        if (!home.IsConfidential)
        {
            home.Threads.Add(await home.SendAs(home.Mother, new StartConversation(Guid.NewGuid(), words.Open("Objet"), words.Open("Message"), IsShared: true)));
        }
    }

    private static async Task HandInAsync(SeparatedHome home)
    {
        var words = home.Words;
        home.PerChild = await home.SendAs(SeparatedHome.Director, new SaveRequiredPiece(null, "Assurance", "", true, true, false, PieceValidity.UntilDate));
        var perFamily = await home.SendAs(SeparatedHome.Director, new SaveRequiredPiece(null, "Justificatif", "", false, true, false, PieceValidity.UntilDate));
        (int Piece, int? Child, string What)[] papers = [(home.PerChild, home.Lou, "Police"), (home.PerChild, home.Sam, "Contrat"), (perFamily, null, "Bail")];
        foreach (var (piece, child, what) in papers)
        {
            home.Deposits.Add(
                await home.SendAs(
                    home.Mother,
                    new DepositFile(piece, child, new IncomingFile($"{words.Place(what)}.pdf", FileSamples.Pdf(words.Place("Texte" + what))))
                )
            );
        }

        await home.SendAs(SeparatedHome.Director, new TreatDeposit(home.Deposits[0], Accept: false, Reason: words.Place("Illisible")));
    }

    private static async Task EnrolAsync(SeparatedHome home)
    {
        var words = home.Words;
        var stop = home.There.BusStops[0].Id;
        List<long> asked = [];
        for (var time = 0; time < 4; time++)
        {
            await home.SendAs(home.Mother, new AskSession(home.Lou, home.There.Id, home.Days.Dequeue(), stop, null, words.Place("Remarque")));
            asked.Add((await home.LastRequestAsync()).Id);
        }

        await home.SendAs(home.Mother, new AskSession(home.Sam, home.Here.Id, home.Days.Dequeue(), null, null, words.Place("Note")));
        await home.SendAs(SeparatedHome.Director, new TreatRequests(asked[..2], Accept: true));
        await home.SendAs(SeparatedHome.Director, new TreatRequests([asked[2]], Accept: false, words.Place("Refus")));
        await home.SendAs(home.Mother, new AskCancellation(asked[1], words.Place("Annulation")));
        await ComeAsync(home);
    }

    // On a public holiday nobody comes.
    private static async Task ComeAsync(SeparatedHome home)
    {
        if (!home.There.Days(new SchoolCalendar([])).Contains(home.Today))
        {
            return;
        }

        var (came, now) = (Guid.NewGuid(), home.Host.Clock.GetUtcNow());
        await home.SendAs(
            SeparatedHome.Director,
            new BookOnBehalf(home.Lou, home.There.Id, new Series(home.Today, home.Today, Weekdays.All), null, null, home.Words.Place("Urgence"))
        );
        var booking = (await home.LastRequestAsync()).Id;
        await home.SendAs(SeparatedHome.Director, new MarkAttendance(came, booking, AttendanceMarkKind.Present, now, null, new(0, 1)));
        await home.SendAs(
            SeparatedHome.Director,
            new MarkAttendance(Guid.NewGuid(), booking, AttendanceMarkKind.Left, now, came, new(0, 2), null, home.Words.Place("Nounou"))
        );
    }

    private static async Task PublishAsync(SeparatedHome home) =>
        home.Document = await home.SendAs(
            SeparatedHome.Director,
            new PublishDocument(
                null,
                home.Words.Place("Programme"),
                "Programme",
                home.There.Id,
                home.Today,
                null,
                new IncomingFile("Doc.pdf", FileSamples.Pdf(home.Words.Place("Menus")))
            )
        );

    // Paid in part, and for the rest the mother was on her way.
    private static async Task InvoiceAsync(SeparatedHome home)
    {
        home.Invoice = await GivenInvoiceAsync(home, 90731, home.Today);
        home.FathersInvoice = await GivenFathersInvoiceAsync(home);
        await home.SendAs(
            SeparatedHome.Accountant,
            new EnterPayments(Guid.NewGuid(), home.Family.Id, PaymentMeans.Cash, home.Today, null, [new(home.Invoice.Id, 860)])
        );
        var attempt = PaymentAttempt.Open(home.Invoice, home.Mother.UserId, home.Host.Clock.GetUtcNow().UtcDateTime);
        await SaveAsync(home.Host, attempt);
        home.PaymentAttempt = attempt.Id;
        await home.SendAs(
            SeparatedHome.Accountant,
            new EnterQuotient(home.Family.Id, home.Today, null, int.Parse(home.Words.Number("73519"), CultureInfo.InvariantCulture), IsResident: true)
        );
    }

    /// <summary>To the mother, over the child who lives with her.</summary>
    public static Task<Invoice> GivenInvoiceAsync(SeparatedHome home, int place, DateOnly issuedOn)
    {
        var words = home.Words;
        var line = InvoiceLine.For(new(home.Lou, "Lou", null, issuedOn.AddDays(-3)), words.Place("Ligne"), 1, 4860, 4860, 0, words.Place("Calcul"));
        var (street, town) = ("1 rue " + words.Own("Rue"), words.Own("Ville"));
        return IssueAsync(home, words.Number(InvoiceNumber.Of("07", issuedOn.Year, place)), issuedOn, line, street, town, home.Mother);
    }

    // How a price was computed tells on which days the sister or brother comes too.
    private static Task<Invoice> GivenFathersInvoiceAsync(SeparatedHome home)
    {
        var line = InvoiceLine.For(new(home.Sam, "Sam", null, home.Today.AddDays(-3)), home.Words.Open("Ligne"), 1, 1620, 1620, 0, home.Words.Place("Rang"));
        return IssueAsync(home, InvoiceNumber.Of("07", home.Today.Year, 90730), home.Today, line, "2 rue du Serein", "Chablis", home.Father);
    }

    private static async Task<Invoice> IssueAsync(SeparatedHome home, string number, DateOnly issuedOn, InvoiceLine line, string street, string town, Sender to)
    {
        var names = to.Name.Split(' ');
        var invoice = Invoice.Issue(
            number,
            new(
                home.Family.Id,
                Addressees.Of("Duval", "0042", names[0], names[1], street, "89800", town),
                to.GuardianId,
                new Debtor("", names[1], names[0], new PostalAddress("", street, "", "89800", town))
            ),
            new(issuedOn.AddMonths(-1), issuedOn.AddDays(-1), issuedOn, issuedOn.AddDays(30)),
            [line],
            new(home.Host.Clock.GetUtcNow().UtcDateTime, Guid.NewGuid(), "Comptable")
        );
        await SaveAsync(home.Host, invoice);
        return invoice;
    }

    /// <summary>Writes to the guardians of those who go where <see cref="SeparatedHome.Lou"/> does.</summary>
    public static async Task BroadcastAsync(SeparatedHome home, string subject, string text)
    {
        var audience = new Audience(home.Today, home.Today.AddDays(80), home.There.Id, WithPending: true);
        var preview = await home.SendAs(SeparatedHome.Director, new PreviewBroadcast(audience));
        await home.SendAs(SeparatedHome.Director, new SendBroadcast(Guid.CreateVersion7(), audience, subject, text, preview.Stamp));
    }

    /// <summary>Treats what waits of the mother's.</summary>
    public static async Task TreatAllAsync(SeparatedHome home, bool accept, string? reason)
    {
        var waiting = await home.Host.Find(db =>
            db.ChangeRequests.Where(change => change.Status == ChangeStatus.Pending).Select(change => change.Id).ToListAsync()
        );
        await home.SendAs(SeparatedHome.Director, new TreatChanges([.. waiting.Select(id => new SeenChange(id))], accept, reason));
    }

    public static Dictionary<string, string> ContactOf(string lastName, string phone, string otherPhone) =>
        new(StringComparer.Ordinal)
        {
            [nameof(Contact.FirstName)] = "Jeanne",
            [nameof(Contact.LastName)] = lastName,
            [nameof(Contact.Relation)] = "Tante",
            [nameof(Contact.Phone)] = phone,
            [nameof(Contact.OtherPhone)] = otherPhone,
            [nameof(Contact.MayPickUp)] = RecordValue.Yes,
        };

    private static async Task<Activity> GivenActivityAsync(PortalHost host, ActivityCategory category, DateOnly today, string name, string site, string stop)
    {
        var (opened, closes) = (host.Clock.GetUtcNow().UtcDateTime.AddDays(-60), host.Clock.GetUtcNow().UtcDateTime.AddDays(200));
        var activity = Activity
            .Create(
                new ActivityPlan
                {
                    Name = name,
                    CategoryId = category.Id,
                    Site = site,
                    From = today.AddDays(-10),
                    To = today.AddDays(90),
                    Weekdays = Weekdays.All,
                    Season = Season.AllYear,
                    StartsAt = new(8, 30),
                    EndsAt = new(17, 30),
                    Capacity = 20,
                    MinAge = 3,
                    MaxAge = 11,
                },
                1620
            )
            .OpenDuring(BookingWindow.Fixed(opened, closes, today.AddDays(-60), today.AddDays(200)));
        activity.ServedAt(BusStop.Create(stop, new(7, 50), new(18, 5)));
        await SaveAsync(host, activity);
        await SaveAsync(host, [.. activity.Days(new SchoolCalendar([])).Select(day => Session.Create(activity.Id, day, 20))]);
        return activity;
    }

    public static Task<int> SaveAsync(PortalHost host, params object[] rows) =>
        host.Find(db =>
        {
            db.AddRange(rows);
            return db.SaveChangesAsync();
        });
}
