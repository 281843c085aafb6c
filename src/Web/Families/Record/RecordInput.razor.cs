using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ClsPortal.Web.Families.Record;

public sealed partial class RecordInput
{
    private static readonly FieldOption[] YesAndNo = [new(RecordValue.Yes, "Oui"), new(RecordValue.No, "Non")];

    [Parameter, EditorRequired]
    public string Id { get; set; } = "";

    [Parameter, EditorRequired]
    public RecordField Field { get; set; } = default!;

    [Parameter, EditorRequired]
    public string Value { get; set; } = "";

    [Parameter]
    public EventCallback<string> ValueChanged { get; set; }

    [Parameter]
    public ChangeLine? Pending { get; set; }

    [Parameter]
    public Refusal? Refusal { get; set; }

    [Parameter]
    public bool ShowRequired { get; set; }

    /// <summary>Not set for staff, who treat what waits elsewhere.</summary>
    [Parameter]
    public EventCallback<ChangeLine> OnWithdraw { get; set; }

    private bool IsLocked => Pending is not null;

    private string? Invalid => Refusal is null ? null : "true";

    private string Described => RecordFieldNotes.Describes(Id);

    private IReadOnlyList<FieldOption> Options => Field.Kind == FieldKind.YesNo ? YesAndNo : Field.Options;

    private string Type =>
        Field.Kind switch
        {
            FieldKind.Phone => "tel",
            FieldKind.Email => "email",
            FieldKind.PastDate => "date",
            _ => "text",
        };

    private bool IsChosen(string code) => Field.Kind == FieldKind.YesNo ? Value == code : Value.Split(';').Contains(code);

    private Task ChangedAsync(string? value) => ValueChanged.InvokeAsync(value ?? "");

    private Task ChooseAsync(string code, ChangeEventArgs change)
    {
        if (Field.Kind == FieldKind.YesNo)
        {
            return ChangedAsync(code);
        }

        var chosen = Value.Split(';').ToHashSet(StringComparer.Ordinal);
        _ = change.Value is true ? chosen.Add(code) : chosen.Remove(code);
        return ChangedAsync(string.Join(';', Field.Options.Select(option => option.Code).Where(chosen.Contains)));
    }
}
