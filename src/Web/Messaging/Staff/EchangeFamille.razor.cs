using ClsPortal.Application.Messaging;
using ClsPortal.Application.Shared;
using Microsoft.AspNetCore.Components;

namespace ClsPortal.Web.Messaging.Staff;

public sealed partial class EchangeFamille
{
    private IReadOnlyList<Refusal> _refusals = [];
    private string? _shown;

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
        var outcome = await Sender.SendAsync(new OpenFamilyConversation(Id, PageNumber ?? 1));
        if (outcome.IsRefused)
        {
            Navigation.NotFound();
            return;
        }

        Conversation = outcome.Value;
    }

    private async Task DoAsync(ICommand<Done> command)
    {
        _refusals = (await Sender.SendAsync(command)).Refusals;
        await RefreshAsync();
    }
}
