using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Web.Shared.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MudBlazor;

namespace ClsPortal.Web.Families.Parent;

public sealed partial class PieceItem
{
    private FileUpload? _upload;
    private IReadOnlyList<Refusal> _refusals = [];
    private bool _isOpen;
    private bool _isBusy;

    [Parameter, EditorRequired]
    public PieceCard Piece { get; set; } = default!;

    [Parameter]
    public int? ChildId { get; set; }

    [Parameter, EditorRequired]
    public string OwnerName { get; set; } = "";

    [Parameter, EditorRequired]
    public long MaxBytes { get; set; }

    [Parameter, EditorRequired]
    public string MaxSize { get; set; } = "";

    [Parameter]
    public EventCallback OnDeposited { get; set; }

    [Parameter]
    public EventCallback<DepositCard> OnWithdraw { get; set; }

    private string Id => $"file-{ChildId ?? 0}-{Piece.PieceId}";

    private async Task DepositAsync()
    {
        if (_isBusy)
        {
            return;
        }

        _isBusy = true;
        _refusals = [];
        try
        {
            await _upload!.SendAsync(async file =>
                _refusals = (await Sender.SendAsync(new DepositFile(Piece.PieceId, ChildId, file))).Refusals is { Count: > 0 } refusals
                    ? refusals
                    : await DoneAsync()
            );
        }
        finally
        {
            _isBusy = false;
        }
    }

    private async Task<IReadOnlyList<Refusal>> DoneAsync()
    {
        Close();
        Snackbar.Add("Fichier déposé : le Centre de Loisirs va le vérifier.", Severity.Success);
        await OnDeposited.InvokeAsync();
        return [];
    }

    private void Close()
    {
        _isOpen = false;
        _refusals = [];
    }
}
