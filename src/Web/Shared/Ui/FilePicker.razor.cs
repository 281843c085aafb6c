using ClsPortal.Web.Hosting;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;

namespace ClsPortal.Web.Shared.Ui;

public sealed partial class FilePicker
{
    private bool _isListening;
    private string? _fault;

    [Parameter, EditorRequired]
    public string Id { get; set; } = "";

    /// <summary>Endings and types, as HTML has it.</summary>
    [Parameter, EditorRequired]
    public string Accept { get; set; } = "";

    [Parameter]
    public string DescribedBy { get; set; } = "";

    [Parameter]
    public bool IsDisabled { get; set; }

    [Parameter]
    public bool IsInvalid { get; set; }

    /// <summary>Null: the choice was given up.</summary>
    [Parameter, EditorRequired]
    public EventCallback<IBrowserFile?> OnChosen { get; set; }

    // The field hears of a choice only once its script was told to listen: until then, it cannot be used.
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await Task.Yield();
            _isListening = true;
            StateHasChanged();
        }
    }

    private async Task ChooseAsync(InputFileChangeEventArgs chosen)
    {
        _fault = null;
        try
        {
            await OnChosen.InvokeAsync(chosen.FileCount == 0 ? null : chosen.File);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or JSException)
        {
            _fault = "Ce fichier n’a pas pu être lu jusqu’au bout : vérifiez qu’il est toujours là et que la connexion tient, puis choisissez-le de nouveau.";
        }
        catch (Exception exception)
        {
            var reference = FaultReference.New();
            Logger.LogError(exception, "Reading the file chosen in {Field} failed; reference {Reference}", Id, reference);
            _fault =
                $"Ce fichier n’a pas pu être lu, à cause d’une erreur de notre côté. Essayez-en un autre ; si cela se répète, donnez cette référence au "
                + $"Centre de Loisirs : {reference}";
        }
    }
}
