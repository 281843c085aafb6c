using ClsPortal.Application.Families;
using ClsPortal.Application.Messaging;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Messaging;
using ClsPortal.Domain.Shared;
using ClsPortal.Infrastructure.Shared;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Infrastructure.Centre;

/// <summary>Papers and letters of the demonstration, handed in and written by its own people through the use cases.</summary>
internal sealed class DemoPapers(IServiceScopeFactory scopes, CentreClock clock)
{
    private const string Mother = "mere@famille-test.example";
    private const string Neighbour = "autre@famille-voisine.example";
    private const string Agent = "agent@centre.example";
    private const string Director = "direction@centre.example";

    public async Task AddAsync()
    {
        var insurance = await AddPieceAsync("Assurance scolaire", "Attestation de responsabilité civile et individuelle accident.", PieceValidity.SchoolYear);
        var vaccines = await AddPieceAsync("Vaccinations", "Copie des pages du carnet de santé.", PieceValidity.UntilDate, isHealth: true);
        await AddPieceAsync("Ordonnance", "Pour tout médicament à donner au centre.", PieceValidity.UntilDate, isRequired: false, isHealth: true);
        await AddPieceAsync("PAI", "Projet d’accueil individualisé, signé.", PieceValidity.SchoolYear, isRequired: false, isHealth: true);
        var home = await AddPieceAsync("Justificatif de domicile", "De moins de trois mois.", PieceValidity.Unlimited, isPerChild: false);
        await AddPieceAsync(
            "Attestation de quotient familial",
            "CAF ou MSA. Sans elle, le tarif le plus élevé s’applique.",
            PieceValidity.UntilDate,
            isRequired: false,
            isPerChild: false
        );

        var (first, second) = await ChildrenAsync();
        await AcceptAsync(await DepositAsync(Mother, insurance, first, "Attestation d’assurance scolaire"), null);
        await AcceptAsync(await DepositAsync(Mother, vaccines, first, "Carnet de santé"), clock.Today.AddDays(20));
        await DepositAsync(Mother, vaccines, second, "Carnet de santé");
        await SendAsync(
            Agent,
            new TreatDeposit(
                await DepositAsync(Neighbour, home, null, "Facture d’électricité"),
                Accept: false,
                Reason: "La facture date de plus de trois mois."
            )
        );

        await TellManyAsync();
        await PublishAsync("Règlement intérieur", "Vie du centre", "Les enfants sont accueillis de 7 h 30 à 18 h 30.");
        await PublishAsync("Menus du mois", "Restauration", "Les menus sont préparés avec des produits de saison.");
        await TalkAsync();
        await LeaveAsync();
        // Nobody waits for mails of the demonstration's past.
        await WithDbAsync(db =>
            db.OutboxMessages.Where(mail => mail.Template == NoticeMail.Template)
                .ExecuteUpdateAsync(set => set.SetProperty(mail => mail.Status, OutboxStatus.Sent).SetProperty(mail => mail.Model, ""))
        );
    }

    // A family that has not come for three years: the retention delays have something to take.
    private async Task LeaveAsync()
    {
        var family = Family.Create("0190", "Lointain");
        family.AddGuardian("Sacha", "Lointain", null);
        family.AddChild("Charlie", "Lointain", clock.Today.AddYears(-12));
        await WithDbAsync(db =>
        {
            db.Add(family);
            return db.SaveChangesAsync();
        });
        DateTime? created = clock.Now.AddYears(-3);
        await WithDbAsync(db => db.Families.Where(row => row.Id == family.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.CreatedAt, created)));
    }

    private async Task TellManyAsync()
    {
        var audience = new Audience(clock.Today, clock.Today.AddDays(14));
        var preview = await SendAsync(Director, new PreviewBroadcast(audience));
        if (preview.Families.Total == 0)
        {
            return;
        }

        await SendAsync(
            Director,
            new SendBroadcast(
                Guid.CreateVersion7(),
                audience,
                "Vêtements chauds",
                "Bonjour, les enfants sortent tous les jours : pensez aux bottes, au bonnet et à des gants, marqués à leur nom.",
                preview.Stamp
            )
        );
        foreach (var mine in (await SendAsync(Mother, new ListConversations())).Items)
        {
            await SendAsync(Mother, new OpenConversation(mine.Id));
        }
    }

    private async Task TalkAsync()
    {
        var question = await SendAsync(
            Mother,
            new StartConversation(Guid.CreateVersion7(), "Sortie du mercredi", "Bonjour, faut-il prévoir un pique-nique pour la sortie de mercredi ?")
        );
        await SendAsync(Agent, new OpenFamilyConversation(question));
        await SendAsync(Agent, new AnswerFamily(question, Guid.CreateVersion7(), "Bonjour, oui : un pique-nique et une gourde. Bonne journée !"));
        await SendAsync(
            Neighbour,
            new StartConversation(
                Guid.CreateVersion7(),
                "Changement d’adresse",
                "Bonjour, nous déménageons à Beine le mois prochain. Que faut-il vous envoyer ?"
            )
        );
    }

    private Task<int> AddPieceAsync(
        string name,
        string explanation,
        PieceValidity validity,
        bool isPerChild = true,
        bool isRequired = true,
        bool isHealth = false
    ) => SendAsync(Director, new SaveRequiredPiece(null, name, explanation, isPerChild, isRequired, isHealth, validity));

    private Task<Guid> DepositAsync(string email, int pieceId, int? childId, string title) =>
        SendAsync(email, new DepositFile(pieceId, childId, new IncomingFile($"{title}.pdf", Paper(title, "Document de démonstration."))));

    private Task<DepositTreated> AcceptAsync(Guid deposit, DateOnly? until) => SendAsync(Agent, new TreatDeposit(deposit, Accept: true, until));

    private Task<Guid> PublishAsync(string title, string category, string text) =>
        SendAsync(
            Director,
            new PublishDocument(null, title, category, null, clock.Today.AddDays(-30), null, new IncomingFile($"{title}.pdf", Paper(title, text)))
        );

    private byte[] Paper(string title, string text) =>
        PdfDocument.Write(
            new PdfHead(title, "Centre de Loisirs de Pontigny", clock.Now, "Démonstration"),
            flow =>
            {
                flow.Title(title);
                flow.Paragraph(text);
            }
        );

    private Task<(int First, int Second)> ChildrenAsync() =>
        WithDbAsync(async db =>
        {
            var children = await (
                from user in db.Users
                join child in db.Children on user.FamilyId equals child.FamilyId
                where user.Email == Mother
                orderby child.BirthDate
                select child.Id
            ).ToListAsync();
            return (children[0], children[1]);
        });

    private async Task<T> WithDbAsync<T>(Func<PortalDbContext, Task<T>> use)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<PortalDbContext>());
    }

    private async Task<T> SendAsync<T>(string email, IRequest<Outcome<T>> message)
    {
        var login = DemoData.Logins.Single(login => login.Email == email);
        var user = await WithDbAsync(db =>
            db.Users.Where(user => user.Email == email)
                .Select(user => new
                {
                    user.Id,
                    user.FamilyId,
                    user.GuardianId,
                    user.DisplayName,
                    Family = db.Families.Where(family => family.Id == user.FamilyId).Select(family => family.Name).FirstOrDefault(),
                })
                .SingleAsync()
        );
        await using var scope = scopes.CreateAsyncScope();
        var sender = scope.ServiceProvider.GetRequiredService<CurrentUser>();
        sender.SignIn(user.Id, user.Family is null ? user.DisplayName : $"Famille {user.Family}", login.Roles, user.FamilyId ?? 0, user.GuardianId ?? 0);
        // Staff accept a health piece, and may have to have one for anything.
        sender.ConfirmSecondFactor();
        return (await scope.ServiceProvider.GetRequiredService<IMediator>().Send(message)).Value;
    }
}
