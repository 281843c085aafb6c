using System.Globalization;
using System.Net;
using System.ServiceModel;
using System.Xml;
using ClsPortal.Application.Invoicing;
using ClsPortal.Domain.Invoicing;
using Microsoft.Extensions.Logging;

namespace ClsPortal.Infrastructure.Invoicing;

/// <summary>PayFiP in the mode that the centre has. Logs carry codes, never who pays what.</summary>
internal sealed partial class PayFipClient(PayFipSettings settings, ILogger<PayFipClient> logger) : IPayFip, IAsyncDisposable
{
    private readonly PayFipService? _service = settings.Mode == PayFipMode.WebService ? new PayFipService(settings) : null;

    public PayFipOffer Offer { get; } = new(settings.Mode, settings.ClientNumber, settings.GeneralPage, settings.Stage != PayFipStage.Test);

    public async Task<PayFipStart> StartAsync(PayFipOrder order, CancellationToken cancellationToken) =>
        settings.Mode switch
        {
            PayFipMode.WebService => await OpenAsync(order, cancellationToken),
            PayFipMode.Url => new PayFipStart.Started(FilledPage(order), null),
            PayFipMode.Link => new PayFipStart.Started(settings.GeneralPage, null),
            _ => throw new InvalidOperationException($"No mode {settings.Mode}"),
        };

    public async Task<PayFipAnswer> AskAsync(string idOp, CancellationToken cancellationToken)
    {
        if (_service is null)
        {
            return new PayFipAnswer(PayFipOutcome.Unavailable);
        }

        try
        {
            var answer = await _service.CallAsync("recupererDetailPaiementSecurise", [("idOp", idOp)]).WaitAsync(cancellationToken);
            return Read(answer);
        }
        catch (PayFipFaultException fault) when (fault is { IsFunctional: true, Code: "P5" })
        {
            return new PayFipAnswer(PayFipOutcome.NotYetKnown, Code: fault.Code);
        }
        catch (PayFipFaultException fault) when (fault is { IsFunctional: true, Code: "P1" })
        {
            return new PayFipAnswer(PayFipOutcome.Purged, Code: fault.Code);
        }
        catch (Exception exception) when (IsOutage(exception) is { } code && !cancellationToken.IsCancellationRequested)
        {
            NoAnswer("recupererDetailPaiementSecurise", code);
            return new PayFipAnswer(PayFipOutcome.Unavailable, Code: code);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_service is not null)
        {
            await _service.DisposeAsync();
        }
    }

    private async Task<PayFipStart> OpenAsync(PayFipOrder order, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await _service!
                .CallAsync(
                    "creerPaiementSecurise",
                    [
                        ("exer", Number(order.Year)),
                        ("mel", order.Email),
                        ("montant", Number(order.AmountCents)),
                        ("numcli", settings.ClientNumber!),
                        ("objet", order.Subject),
                        ("refdet", order.Reference),
                        ("saisie", Stage("W")),
                        ("urlnotif", new Uri(settings.PublicUrl!, "/paiement/notification").AbsoluteUri),
                        ("urlredirect", Return(order)),
                    ]
                )
                .WaitAsync(cancellationToken);
            return answer.GetValueOrDefault("idOp") is { } idOp && PayFipRules.IsIdOp(idOp)
                ? new PayFipStart.Started(With(settings.PaymentPage, ("idop", idOp)), idOp)
                : new PayFipStart.Unavailable("sans idOp");
        }
        catch (PayFipFaultException fault) when (fault.IsFunctional)
        {
            StartRefused(fault.Code);
            return new PayFipStart.Refused(fault.Code);
        }
        catch (Exception exception) when (IsOutage(exception) is { } code && !cancellationToken.IsCancellationRequested)
        {
            NoAnswer("creerPaiementSecurise", code);
            return new PayFipStart.Unavailable(code);
        }
    }

    private Uri FilledPage(PayFipOrder order) =>
        With(
            settings.UrlPage,
            ("numcli", settings.ClientNumber!),
            ("exer", Number(order.Year)),
            ("refdet", order.Reference),
            ("objet", order.Subject),
            ("montant", Number(order.AmountCents)),
            ("mel", order.Email),
            ("urlcl", Return(order)),
            ("saisie", Stage("A"))
        );

    private string Return(PayFipOrder order) => With(new Uri(settings.PublicUrl!, "/paiement/retour"), ("tentative", order.Attempt.ToString("N"))).AbsoluteUri;

    private string Stage(string production) =>
        settings.Stage switch
        {
            PayFipStage.Test => "T",
            PayFipStage.Activation => "X",
            PayFipStage.Production => production,
            _ => throw new InvalidOperationException($"No stage {settings.Stage}"),
        };

    private static PayFipAnswer Read(IReadOnlyDictionary<string, string> answer)
    {
        var code = answer.GetValueOrDefault("resultrans");
        PayFipOutcome? outcome = code switch
        {
            "P" => PayFipOutcome.PaidByCard,
            "V" => PayFipOutcome.PaidByDebit,
            "R" or "Z" => PayFipOutcome.Refused,
            "A" => PayFipOutcome.Cancelled,
            _ => null,
        };
        // An answer that cannot be read says nothing, least of all that somebody paid.
        return outcome is { } known && long.TryParse(answer.GetValueOrDefault("montant"), NumberStyles.None, CultureInfo.InvariantCulture, out var cents)
            ? new PayFipAnswer(
                known,
                cents,
                answer.GetValueOrDefault("refdet") ?? "",
                answer.GetValueOrDefault("numauto") is { Length: > 0 and <= 32 } number ? number : null,
                code
            )
            : new PayFipAnswer(PayFipOutcome.Unavailable, Code: "réponse illisible");
    }

    /// <returns>How the log names what kept PayFiP from answering; null for what is a fault of ours.</returns>
    private static string? IsOutage(Exception exception) =>
        exception switch
        {
            PayFipFaultException fault => fault.Code,
            TimeoutException or CommunicationException or WebException or HttpRequestException or XmlException or OperationCanceledException => exception
                .GetType()
                .Name,
            _ => null,
        };

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static Uri With(Uri page, params (string Name, string Value)[] parameters) =>
        new($"{page.AbsoluteUri}?{string.Join('&', parameters.Select(parameter => $"{parameter.Name}={Uri.EscapeDataString(parameter.Value)}"))}");

    [LoggerMessage(Level = LogLevel.Warning, Message = "PayFiP did not answer {Operation}: {Code}")]
    private partial void NoAnswer(string operation, string code);

    [LoggerMessage(Level = LogLevel.Error, Message = "PayFiP refused to open a payment: {Code}. Check Portal:PayFip:ClientNumber and Portal:PayFip:Stage.")]
    private partial void StartRefused(string code);
}
