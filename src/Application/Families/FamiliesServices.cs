using ClsPortal.Application.Shared;
using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Application.Families;

/// <summary>Registers what the use cases of the families' records share.</summary>
internal static class FamiliesServices
{
    public static IServiceCollection AddFamilies(this IServiceCollection services) =>
        services
            .AddScoped<RecordSight>()
            .AddScoped<RecordDesk>()
            .AddScoped<RecordEdits>()
            .AddScoped<RecordForms>()
            .AddScoped<RecordAuthor>()
            .AddScoped<RecordMails>()
            .AddScoped<RecordPrinter>()
            .AddScoped<HealthSheets>()
            .AddScoped<ConfidentialLooks>()
            .AddScoped<ChangeValues>()
            .AddScoped<ChangeLines>()
            .AddScoped<StaffChanges>()
            .AddScoped<FamilyMembers>()
            .AddScoped<Duplicates>()
            .AddScoped<LoginAddresses>()
            .AddScoped<Notices>()
            .AddScoped<ISubscriber<RecordAct>, JournalOf<RecordAct>>()
            .AddScoped<ISubscriber<RecordAct>, RecordMails>()
            .AddScoped<ISubscriber<RecordAct>, ScreensOf<RecordAct>>()
            .AddScoped<ISubscriber<DepositAct>, JournalOf<DepositAct>>()
            .AddScoped<ISubscriber<DepositAct>, DepositMails>()
            .AddScoped<ISubscriber<DepositAct>, ScreensOf<DepositAct>>()
            .AddScoped<FileVault>()
            .AddScoped<CheckedFiles>()
            .AddScoped<ImportDesk>()
            .AddScoped<ImportInvitations>();
}
