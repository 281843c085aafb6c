using ClsPortal.Application.Messaging;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Messaging;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace ClsPortal.Web.Messaging.Staff.Reminders;

public sealed partial class Rappels
{
    private bool _isBusy;
    private IReadOnlyList<Refusal> _refusals = [];

    [PersistentState]
    public ReminderList? List { get; set; }

    protected override async Task OnInitializedAsync() => List ??= (await Sender.SendAsync(new GetReminders())).Value;

    private async Task SwitchAsync(ReminderLine reminder)
    {
        _isBusy = true;
        try
        {
            _refusals = (await Sender.SendAsync(new SwitchReminder(reminder.Kind, !reminder.IsOn))).Refusals;
            List = (await Sender.SendAsync(new GetReminders())).Value;
            if (_refusals.Count > 0)
            {
                return;
            }

            Snackbar.Add($"{Title(reminder.Kind)} : {(reminder.IsOn ? "désactivé" : "activé")}.", Severity.Success);
        }
        finally
        {
            _isBusy = false;
        }
    }

    private static string Title(ReminderKind kind) =>
        kind switch
        {
            ReminderKind.LateRequests => "Demandes en retard",
            ReminderKind.TomorrowSessions => "Séances du lendemain",
            ReminderKind.ExpiringPieces => "Pièces qui arrivent à échéance",
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };

    private static string Sentence(ReminderKind kind) =>
        kind switch
        {
            ReminderKind.LateRequests =>
                "Chaque jour dès 7 h, à l’adresse du centre : les demandes qui attendent depuis plus longtemps que le délai promis, sans nom d’enfant.",
            ReminderKind.TomorrowSessions => "La veille dès 15 h, à chaque adulte des familles concernées : les enfants attendus le lendemain.",
            ReminderKind.ExpiringPieces =>
                "Chaque jour dès 9 h, aux familles dont une pièce acceptée (assurance, certificat…) va expirer et n’est pas encore remplacée : un seul "
                    + "rappel par pièce et par échéance, sans nom de pièce de santé.",
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
}
