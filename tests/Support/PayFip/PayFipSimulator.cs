using System.Collections.Concurrent;
using System.Globalization;
using System.ServiceModel;
using System.ServiceModel.Channels;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SoapCore;

namespace ClsPortal.Support;

/// <summary>
/// PayFiP on a free port of this machine: its web service (SoapCore) and its payment page, on which a browser can pay. What it
/// does wrong, late or twice is set by its properties.
/// </summary>
public sealed partial class PayFipSimulator : IPaiementSecurise, IAsyncDisposable
{
    public const string ClientNumber = "012345";
    private readonly ConcurrentDictionary<string, SimulatedPayment> _payments = new(StringComparer.Ordinal);
    private readonly HttpClient _notifier = new();
    private readonly int _port = FreePort.Next();
    private WebApplication? _app;

    private PayFipSimulator() { }

    /// <summary>In the order in which they were opened.</summary>
    public IReadOnlyList<SimulatedPayment> Payments => [.. _payments.Values.OrderBy(payment => payment.IdOp, StringComparer.Ordinal)];

    /// <summary>How long every answer of the web service takes.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>Answers 503 to all questions.</summary>
    public bool IsDown { get; set; }

    /// <summary>Answers with another fault than those about a payment.</summary>
    public string? Fault { get; set; }

    /// <summary>How often a payment made on its page is notified, before the parent comes back; 0 leaves it to be polled.</summary>
    public int Notifications { get; set; } = 1;

    public Uri ServiceUrl => new($"http://127.0.0.1:{_port}/tpa/services/securite");

    /// <summary>Another site than the portal's 127.0.0.1, as the real one is.</summary>
    public Uri PaymentPage => new($"http://localhost:{_port}/tpa/paiementws.web");

    /// <summary>The portal's settings that lead here, as environment variables.</summary>
    public IReadOnlyDictionary<string, string?> Settings =>
        new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Portal__PayFip__Mode"] = "WebService",
            ["Portal__PayFip__ClientNumber"] = ClientNumber,
            ["Portal__PayFip__Stage"] = "Test",
            ["Portal__PayFip__ServiceUrl"] = ServiceUrl.ToString(),
            ["Portal__PayFip__PaymentPage"] = PaymentPage.ToString(),
        };

    public static async Task<PayFipSimulator> StartAsync()
    {
        var simulator = new PayFipSimulator();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls($"http://127.0.0.1:{simulator._port}", $"http://[::1]:{simulator._port}");
        builder.Services.AddRoutingCore().AddSoapCore().AddSingleton<IPaiementSecurise>(simulator).AddLogging(logging => logging.ClearProviders());
        simulator._app = builder.Build();
        simulator._app.Use(simulator.MisbehaveAsync);
        ((IApplicationBuilder)simulator._app).UseSoapEndpoint<IPaiementSecurise>(options =>
        {
            options.Path = "/tpa/services/securite";
            options.EncoderOptions = [new SoapEncoderOptions { MessageVersion = MessageVersion.Soap11 }];
            options.SoapSerializer = SoapSerializer.XmlSerializer;
        });
        simulator._app.MapGet("/tpa/paiementws.web", (string idop) => simulator.Page(idop));
        simulator._app.MapPost("/tpa/paiementws.web", simulator.PaidOnPageAsync);
        await simulator._app.StartAsync();
        return simulator;
    }

    /// <summary>The payment is decided at the bank, and nobody is told yet.</summary>
    public void Decide(string idOp, string result) => _payments[idOp].Result = result;

    /// <summary>Tells the portal that something happened to the operation.</summary>
    public async Task<int> NotifyAsync(string idOp)
    {
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("idop", idOp)]);
        using var answer = await _notifier.PostAsync(new Uri(_payments[idOp].Asked.UrlNotif!), form);
        return (int)answer.StatusCode;
    }

    CreerPaiementSecuriseResponse IPaiementSecurise.CreerPaiementSecurise(CreerPaiementSecuriseRequest arg0)
    {
        ThrowFault();
        Require(arg0.NumCli == ClientNumber, "T1", "Numéro de client inconnu");
        Require(References().IsMatch(arg0.RefDet ?? ""), "T2", "Référence de dette incorrecte");
        Require(
            long.TryParse(arg0.Montant, NumberStyles.None, CultureInfo.InvariantCulture, out var cents) && cents is >= 100 and <= 999999,
            "T3",
            "Montant incorrect"
        );
        Require(arg0.Saisie is "T" or "X" or "W", "T4", "Saisie incorrecte");
        Require(arg0.Exer is { Length: 4 }, "T5", "Exercice incorrect");
        Require(arg0.Mel is { Length: >= 6 and <= 80 } && arg0.Mel.Contains('@'), "T6", "Adresse incorrecte");
        Require(Subjects().IsMatch(arg0.Objet ?? ""), "T7", "Objet incorrect");
        var payment = new SimulatedPayment(Guid.CreateVersion7().ToString(), arg0);
        _payments[payment.IdOp] = payment;
        return new CreerPaiementSecuriseResponse { IdOp = payment.IdOp };
    }

    RecupererDetailPaiementSecuriseResponse IPaiementSecurise.RecupererDetailPaiementSecurise(RecupererDetailPaiementSecuriseRequest arg0)
    {
        ThrowFault();
        var payment = _payments.GetValueOrDefault(arg0.IdOp ?? "");
        Require(payment is { IsPurged: false }, "P1", "IdOp incorrect");
        payment!.Questions++;
        Require(payment.Result is not null, "P5", "Résultat de la transaction non connu");
        return new RecupererDetailPaiementSecuriseResponse
        {
            DatTrans = "15012019",
            HeurTrans = "0930",
            IdOp = payment.IdOp,
            Exer = payment.Asked.Exer,
            Mel = payment.Asked.Mel,
            Montant = payment.AmountCents,
            NumAuto = "112233",
            NumCli = payment.Asked.NumCli,
            Objet = payment.Asked.Objet,
            RefDet = payment.Reference,
            ResulTrans = payment.Result,
            Saisie = payment.Asked.Saisie,
        };
    }

    public async ValueTask DisposeAsync()
    {
        _notifier.Dispose();
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }
    }

    private async Task MisbehaveAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path.StartsWithSegments("/tpa/services", StringComparison.Ordinal))
        {
            if (Delay > TimeSpan.Zero)
            {
                await Task.Delay(Delay, context.RequestAborted);
            }

            if (IsDown)
            {
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                return;
            }
        }

        await next(context);
    }

    private IResult Page(string idOp) =>
        _payments.TryGetValue(idOp, out var payment) && payment.Result is null
            ? Html(
                $"""
                <h1>PayFiP (simulateur)</h1>
                <p>Référence {payment.Asked.RefDet}, {payment.Asked.Montant} centimes : {payment.Asked.Objet}</p>
                <form method="post"><input type="hidden" name="idop" value="{idOp}">
                <button name="resultat" value="P">Payer par carte</button> <button name="resultat" value="V">Payer par prélèvement</button>
                <button name="resultat" value="R">Carte refusée</button>
                <button name="resultat" value="Z">Prélèvement refusé</button> <button name="resultat" value="A">Annuler</button></form>
                """
            )
            : Html("<h1>PayFiP (simulateur)</h1><p>Cette opération n’existe pas ou est terminée.</p>");

    private async Task<IResult> PaidOnPageAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        var payment = _payments[form["idop"].ToString()];
        payment.Result = form["resultat"].ToString();
        for (var notification = 0; notification < Notifications; notification++)
        {
            await NotifyAsync(payment.IdOp);
        }

        return Html(
            $"""
            <h1>PayFiP (simulateur)</h1><p>L’opération est terminée.</p>
            <form method="post" action="{payment.Asked.UrlRedirect}"><input type="hidden" name="idop" value="{payment.IdOp}"><button>Continuer</button></form>
            """
        );
    }

    private static IResult Html(string body) =>
        Results.Content(
            $"<!doctype html><html lang=\"fr\"><head><meta charset=\"utf-8\"><title>PayFiP (simulateur)</title></head><body><main>{body}</main></body></html>",
            "text/html; charset=utf-8"
        );

    private void ThrowFault()
    {
        if (Fault is { } code)
        {
            Require(condition: false, code, "Erreur");
        }
    }

    private static void Require(bool condition, string code, string label)
    {
        if (!condition)
        {
            throw new FaultException<FonctionnelleErreur>(
                new FonctionnelleErreur { Code = code, Label = label },
                new FaultReason("fr.gouv.finances.cp.tpa.webservice.exceptions.FonctionnelleErreur"),
                new FaultCode("Server"),
                null
            );
        }
    }

    [GeneratedRegex("^[A-Za-z0-9]{6,30}$", RegexOptions.None, 1000)]
    private static partial Regex References();

    [GeneratedRegex("^[A-Za-z0-9 ]{1,100}$", RegexOptions.None, 1000)]
    private static partial Regex Subjects();
}
