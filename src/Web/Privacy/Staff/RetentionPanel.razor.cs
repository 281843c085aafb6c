using ClsPortal.Application.Privacy;
using ClsPortal.Application.Shared;
using Microsoft.AspNetCore.Components;

namespace ClsPortal.Web.Privacy.Staff;

public sealed partial class RetentionPanel
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _gone = new();
    private RetentionPreview? _preview;
    private IReadOnlyList<Refusal> _refusals = [];
    private bool _isBusy;
    private bool _isSure;

    /// <summary>Of the delays on the screen: only what was shown is carried out.</summary>
    [Parameter, EditorRequired]
    public string Stamp { get; set; } = "";

    [PersistentState]
    public RetentionState? State { get; set; }

    private bool IsRunning => State is { Last: [{ IsOpen: true }, ..] };

    protected override async Task OnInitializedAsync() => State ??= (await Sender.SendAsync(new GetRetentionState())).Value;

    // Delays that were saved meanwhile make another preview.
    protected override async Task OnParametersSetAsync()
    {
        if (_preview is not null && !_isBusy)
        {
            (_preview, _isSure) = (null, false);
            State = (await Sender.SendAsync(new GetRetentionState())).Value;
        }
    }

    private async Task PreviewAsync()
    {
        _isBusy = true;
        (_refusals, _isSure) = ([], false);
        _preview = (await Sender.SendAsync(new PreviewRetention())).Value;
        _isBusy = false;
    }

    private async Task StartAsync()
    {
        _isBusy = true;
        _refusals = (await Sender.SendAsync(new StartRetention(Stamp))).Refusals;
        (_preview, _isSure) = (null, false);
        await WatchAsync();
        _isBusy = false;
    }

    private async Task WatchAsync()
    {
        try
        {
            do
            {
                State = (await Sender.SendAsync(new GetRetentionState(), _gone.Token)).Value;
                StateHasChanged();
                await Task.Delay(Pause, _gone.Token);
            } while (IsRunning);
        }
        catch (OperationCanceledException)
        {
            // The page is gone; the passage goes on without it.
        }
    }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }
}
