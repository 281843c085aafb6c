using ClsPortal.Application.Messaging;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Messaging;
using ClsPortal.Web.Hosting;
using ClsPortal.Web.Shared.Ui;

namespace ClsPortal.Web.Messaging.Staff.Broadcasts;

/// <summary>A message to many families while it is written: what is typed, who would get it, what was refused.</summary>
public sealed class BroadcastState
{
    /// <summary>Fields that show their refusal themselves.</summary>
    public static readonly string[] Fields = ["Audience.From", "Audience.To", "Subject", "Text"];

    // The same until it was sent: pressed twice, it is one message.
    private readonly Guid _id = Guid.CreateVersion7();
    private DateOnly _today;

    /// <summary>All families, whatever the other choices say.</summary>
    public bool Everybody { get; set; }

    public DateOnly? From { get; set; }

    public DateOnly? To { get; set; }

    public int ActivityId { get; set; }

    public string BusLine { get; set; } = "";

    public bool WithPending { get; set; }

    public string Subject { get; set; } = "";

    public string Text { get; set; } = "";

    public bool IsBusy { get; private set; }

    public BroadcastPreview? Preview { get; private set; }

    public IReadOnlyList<Refusal> Refusals { get; private set; } = [];

    private Audience Audience =>
        Everybody
            ? Audience.Of(_today)
            : new(From ?? default, To ?? default, ActivityId == 0 ? null : ActivityId, BusLine.Length == 0 ? null : BusLine, WithPending);

    public string? Invalid(string field) => Refusals.Invalid(field);

    /// <summary>Today's children, until something else is chosen.</summary>
    public void Begin(DateOnly today) => _today = (DateOnly)(From = To = today);

    /// <summary>What is confirmed is what was shown.</summary>
    public void Forget() => Preview = null;

    public Task PreviewAsync(PortalSender sender, int page = 1) => BusyAsync(async () => await LookAsync(sender, page));

    /// <returns>Null when it was not sent; the refusals say why.</returns>
    public async Task<BroadcastSent?> SendAsync(PortalSender sender)
    {
        if (Preview is not { } preview)
        {
            return null;
        }

        BroadcastSent? sent = null;
        await BusyAsync(async () =>
        {
            var outcome = await sender.SendAsync(new SendBroadcast(_id, Audience, Subject, Text, preview.Stamp));
            if (!outcome.IsRefused)
            {
                sent = outcome.Value;
                return;
            }

            if (outcome.Refusal.Code == "EffectChanged")
            {
                await LookAsync(sender, 1);
            }

            Refusals = outcome.Refusals;
        });
        return sent;
    }

    private async Task LookAsync(PortalSender sender, int page)
    {
        var outcome = await sender.SendAsync(new PreviewBroadcast(Audience, page));
        (Refusals, Preview) = (outcome.Refusals, outcome.IsRefused ? null : outcome.Value);
    }

    private async Task BusyAsync(Func<Task> work)
    {
        if (IsBusy)
        {
            return;
        }

        IsBusy = true;
        try
        {
            await work();
        }
        finally
        {
            IsBusy = false;
        }
    }
}
