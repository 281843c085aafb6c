using ClsPortal.Application.Invoicing;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Web.Shared.Ui;
using Microsoft.AspNetCore.Components;

namespace ClsPortal.Web.Invoicing.Parent;

public sealed partial class SuiviPaiement
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(4);
    private readonly CancellationTokenSource _gone = new();

    [Parameter]
    public Guid Attempt { get; set; }

    [PersistentState]
    public PaymentFollowed? Followed { get; set; }

    protected override async Task OnInitializedAsync()
    {
        if (Followed is null)
        {
            await LoadAsync();
        }
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _ = FollowAsync();
        }
    }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    private async Task LoadAsync()
    {
        var outcome = await Sender.SendAsync(new FollowPayment(Attempt));
        if (outcome.IsRefused)
        {
            Navigation.NotFound();
            return;
        }

        Followed = outcome.Value;
    }

    // A parent may be back before PayFiP knows itself.
    private async Task FollowAsync()
    {
        try
        {
            var gone = _gone.Token;
            while (Followed is { State: PaymentAttemptState.Opening or PaymentAttemptState.Pending })
            {
                await Task.Delay(Pause, gone);
                await InvokeAsync(async () =>
                {
                    await LoadAsync();
                    StateHasChanged();
                });
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            // The page is gone; nobody waits for the answer.
        }
        catch (Exception exception)
        {
            await DispatchExceptionAsync(exception);
        }
    }
}
