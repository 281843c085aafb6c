using ClsPortal.Application.Messaging;
using ClsPortal.Application.Shared;
using Microsoft.AspNetCore.Components;

namespace ClsPortal.Web.Messaging.Parent;

public sealed partial class Echange
{
    private string? _shown;
    private bool _isBusy;
    private IReadOnlyList<Refusal> _refusals = [];

    [Parameter]
    public Guid Id { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private int? PageNumber { get; set; }

    [PersistentState]
    public ConversationView? Conversation { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        var restored = _shown is null && Conversation is not null;
        if (_shown != Navigation.Uri && !restored)
        {
            await RefreshAsync();
        }

        _shown = Navigation.Uri;
    }

    protected override bool Concerns(ChangeNotice change) => Conversation is { } conversation && change.MayConcern(conversation.FamilyId);

    protected override async Task RefreshAsync()
    {
        var outcome = await Sender.SendAsync(new OpenConversation(Id, PageNumber ?? 1));
        if (outcome.IsRefused)
        {
            Navigation.NotFound();
            return;
        }

        Conversation = outcome.Value;
    }

    private async Task ShareAsync(bool isShared)
    {
        _isBusy = true;
        try
        {
            _refusals = (await Sender.SendAsync(new ShareConversation(Id, isShared))).Refusals;
            await RefreshAsync();
        }
        finally
        {
            _isBusy = false;
        }
    }
}
