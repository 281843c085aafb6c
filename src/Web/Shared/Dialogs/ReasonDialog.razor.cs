using ClsPortal.Domain.Enrolment;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace ClsPortal.Web.Shared.Dialogs;

public sealed partial class ReasonDialog
{
    private string _text = "";
    private string? _error;
    private bool _staysOnInvoice;

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = default!;

    [Parameter, EditorRequired]
    public string Explanation { get; set; } = "";

    [Parameter, EditorRequired]
    public string Confirm { get; set; } = "";

    /// <summary>What is said when no reason was typed.</summary>
    [Parameter]
    public string Missing { get; set; } = "Indiquez le motif : il est envoyé à la famille.";

    /// <summary>How many letters the use case takes.</summary>
    [Parameter]
    public int MostLetters { get; set; } = EnrolmentRequest.ReasonMaxLength;

    [Parameter]
    public bool AskInvoice { get; set; }

    /// <summary>Proposed when the cutoff is past: the guide invoices such bookings.</summary>
    [Parameter]
    public bool ProposeInvoice { get; set; }

    protected override void OnInitialized() => _staysOnInvoice = ProposeInvoice;

    private void Accept()
    {
        _error =
            string.IsNullOrWhiteSpace(_text) ? Missing
            : _text.Length > MostLetters ? $"Le motif est trop long : {MostLetters} caractères au plus."
            : null;
        if (_error is null)
        {
            Dialog.Close(DialogResult.Ok(new Reason(_text.Trim(), _staysOnInvoice)));
        }
    }
}
