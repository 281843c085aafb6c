using ClsPortal.Application.Shared;
using ClsPortal.Web.Shared.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ClsPortal.Web.Messaging;

public sealed partial class MessageForm
{
    private static readonly string[] Fields = ["Subject", "Text"];

    // The same until it was sent: pressed twice, it is one message.
    private readonly Guid _id = Guid.CreateVersion7();
    private string _subject = "";
    private string _text = "";
    private bool _isBusy;
    private IReadOnlyList<Refusal> _refusals = [];

    [Parameter, EditorRequired]
    public Func<Guid, string, string, Task<Outcome<Guid>>> Send { get; set; } = default!;

    /// <summary>Who is to read it.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    /// <summary>Given the conversation.</summary>
    [Parameter]
    public EventCallback<Guid> OnSent { get; set; }

    private string? Invalid(string field) => _refusals.Invalid(field);

    private async Task SendAsync()
    {
        if (_isBusy)
        {
            return;
        }

        _isBusy = true;
        try
        {
            var outcome = await Send(_id, _subject, _text);
            _refusals = outcome.Refusals;
            if (!outcome.IsRefused)
            {
                await OnSent.InvokeAsync(outcome.Value);
            }
        }
        finally
        {
            _isBusy = false;
        }
    }
}
