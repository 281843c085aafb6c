using ClsPortal.Application.Invoicing;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Web.Shared.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ClsPortal.Web.Invoicing.Staff.Payments;

public sealed partial class PaymentForm
{
    private readonly Dictionary<long, string?> _amounts = [];
    private IReadOnlyList<Refusal> _refusals = [];
    private Guid _formKey = Guid.NewGuid();
    private PaymentMeans _means = PaymentMeans.Cheque;
    private DateOnly? _on;
    private string? _reference;
    private HandedOverMoney? _handedOver;
    private string? _entered;
    private bool _busy;

    [Parameter, EditorRequired]
    public FamilyAccount Account { get; set; } = default!;

    [Parameter]
    public string? ProposedMeans { get; set; }

    [Parameter, EditorRequired]
    public EventCallback OnEntered { get; set; }

    private IReadOnlyList<string> Beside =>
        [
            nameof(EnterPayments.Means),
            nameof(EnterPayments.ReceivedOn),
            nameof(EnterPayments.Reference),
            .. Account.Unpaid.Any(invoice => invoice.IsHandedOver) ? [nameof(EnterPayments.HandedOver)] : Array.Empty<string>(),
            .. Account.Unpaid.Select(invoice => $"Parts.{invoice.Id}"),
        ];

    protected override void OnInitialized()
    {
        _on = Today.Date;
        _means = Enum.TryParse<PaymentMeans>(ProposedMeans, out var means) && PaymentWords.Entered.Contains(means) ? means : _means;
    }

    private async Task EnterAsync()
    {
        var unreadable = Account
            .Unpaid.Where(invoice => !string.IsNullOrWhiteSpace(_amounts.GetValueOrDefault(invoice.Id)) && Cents(invoice.Id) is null)
            .ToList();
        if (_busy || unreadable.Count > 0)
        {
            _refusals = [.. unreadable.Select(invoice => new Refusal("Invalid", "Écrivez un montant tel que 12,50.", $"Parts.{invoice.Id}"))];
            return;
        }

        _busy = true;
        _entered = null;
        var parts = Account.Unpaid.Select(invoice => new PaymentPart(invoice.Id, Cents(invoice.Id) ?? 0)).Where(part => part.AmountCents != 0).ToList();
        var outcome = await Sender.SendAsync(new EnterPayments(_formKey, Account.Chosen!.Id, _means, _on, _reference, parts, _handedOver));
        _busy = false;
        _refusals = outcome.Refusals;
        if (!outcome.IsRefused)
        {
            _entered = $"Paiement enregistré : {outcome.Value.TotalCents.Euros()}.";
            _formKey = Guid.NewGuid();
            _amounts.Clear();
            (_reference, _handedOver) = (null, null);
            await OnEntered.InvokeAsync();
        }
    }

    private long? Cents(long invoiceId) => French.Cents(_amounts.GetValueOrDefault(invoiceId));

    private static string Text(long cents) => (cents / 100m).ToString("0.00", French.Culture);
}
