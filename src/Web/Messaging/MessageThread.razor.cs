using ClsPortal.Application.Messaging;
using ClsPortal.Application.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ClsPortal.Web.Messaging;

public sealed partial class MessageThread
{
    private static readonly string[] Fields = ["Text"];

    private Guid _messageId = Guid.CreateVersion7();
    private string _text = "";
    private bool _isBusy;
    private IReadOnlyList<Refusal> _refusals = [];

    [Parameter, EditorRequired]
    public ConversationView Conversation { get; set; } = default!;

    [Parameter]
    public bool IsCentre { get; set; }

    /// <summary>The page's own address, for older messages.</summary>
    [Parameter, EditorRequired]
    public string Address { get; set; } = "";

    /// <summary>Sends an answer, given its key and its text, for the side whose page this is.</summary>
    [Parameter, EditorRequired]
    public Func<Guid, string, Task<Outcome<Done>>> Answer { get; set; } = default!;

    [Parameter]
    public EventCallback OnSent { get; set; }

    private async Task AnswerAsync()
    {
        if (_isBusy)
        {
            return;
        }

        _isBusy = true;
        try
        {
            var outcome = await Answer(_messageId, _text);
            _refusals = outcome.Refusals;
            if (!outcome.IsRefused)
            {
                (_messageId, _text) = (Guid.CreateVersion7(), "");
                await OnSent.InvokeAsync();
            }
        }
        finally
        {
            _isBusy = false;
        }
    }
}
