using System.Diagnostics;
using ClsPortal.Application.Invoicing;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Infrastructure.Invoicing;
using ClsPortal.Infrastructure.Shared;
using MediatR;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Application.Tests.Invoicing;

/// <summary>What is measured is the whole process: nothing else may run in it meanwhile.</summary>
[CollectionDefinition("alone", DisableParallelization = true)]
public sealed class Alone;

/// <summary>Ten thousand invoices leave as tables and as the Trésorerie's file while they are read, in little memory.</summary>
[Collection("alone")]
public sealed class LargeExportTests
{
    private const int Invoices = 10_000;
    private const long Every = 300_000; // bytes between two looks at how much is live
    private static readonly Person Accountant = Person.With(Roles.Accountant);
    private static readonly DateOnly Issued = new(2019, 1, 8);

    private static readonly IConfiguration Treasury = new ConfigurationBuilder()
        .AddInMemoryCollection(
            new Dictionary<string, string?>
            {
                ["Portal:Treasury:PostCode"] = "089012",
                ["Portal:Treasury:Siret"] = "12345678900012",
                ["Portal:Treasury:CollectivityCode"] = "12",
                ["Portal:Treasury:BudgetCode"] = "00",
                ["Portal:Treasury:Label"] = "Communauté Chablis",
                ["Portal:Treasury:ProductCode"] = "83",
                ["Portal:Treasury:AccountCode"] = "7066",
            }
        )
        .Build();

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Tables_and_bordereau_of_ten_thousand_invoices_are_written_as_they_are_read(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database, settings: Treasury);
        await GivenInvoicesAsync(portal);
        var created = (await portal.SendAs(Accountant, new CreateBordereau(Issued, Issued))).Value;
        created.Titles.Should().Be(Invoices);

        var csv = await WriteAsync(portal, new ExportTable(ExportSubject.Invoices), TableFiles.WriteCsvAsync);
        var xlsx = await WriteAsync(portal, new ExportTable(ExportSubject.Lines), TableFiles.WriteXlsxAsync);
        var ormc = await WriteAsync(portal, new ReadBordereau(created.Id), OrmcFile.WriteAsync);

        csv.Bytes.Should().BeGreaterThan(Invoices * 80);
        ormc.Bytes.Should().BeGreaterThan(Invoices * 1000);
        xlsx.Bytes.Should().BeGreaterThan(Invoices);
        foreach (var written in new[] { csv, xlsx, ormc })
        {
            // All rows at once would be several times this; what is live in the middle of the writing is a buffer and a row.
            written.MostLiveBytes.Should().BeLessThan(6_000_000);
            written.Took.Should().BeLessThan(TimeSpan.FromSeconds(60));
        }
    }

    private static async Task GivenInvoicesAsync(Portal portal)
    {
        const int Each = 500;
        for (var first = 0; first < Invoices; first += Each)
        {
            List<Family> families =
            [
                .. Enumerable
                    .Range(first, Each)
                    .Select(number =>
                    {
                        var family = Family.Create($"g{number:00000}", $"Nombreuse {number}");
                        family.AddGuardian("Mère", $"Nom {number}", null);
                        family.AddChild("Enfant", $"Nom {number}", new(2012, 1, 1));
                        return family;
                    }),
            ];
            await portal.SaveAsync([.. families]);
            await portal.SaveAsync([
                .. families.Select(
                    (family, index) =>
                        Invoice.Issue(
                            InvoiceNumber.Of("01", 2019, first + index + 1),
                            new(
                                family.Id,
                                $"Famille {family.Name}\nMère Nom\n2 rue du Serein\n89800 Chablis",
                                Debtor: new Debtor("Mme", "Nom", "Mère", PostalAddress.Of("2 rue du Serein", "89800", "Chablis"))
                            ),
                            new(Issued, Issued, Issued, Issued.AddDays(30)),
                            [
                                InvoiceLine.For(
                                    new(family.Children[0].Id, "Enfant", null, Issued),
                                    "Chablis mercredi journée",
                                    1,
                                    1620,
                                    1620,
                                    420,
                                    "quotient familial 642"
                                ),
                            ],
                            new(new(2019, 1, 8, 9, 0, 0, DateTimeKind.Utc), Guid.NewGuid(), "Comptable")
                        )
                ),
            ]);
        }
    }

    private static async Task<(long Bytes, long MostLiveBytes, TimeSpan Took)> WriteAsync<TContent>(
        Portal portal,
        IRequest<Outcome<TContent>> message,
        Func<TContent, Stream, CancellationToken, Task> write
    )
    {
        await using var scope = portal.Service<IServiceScopeFactory>().CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().SignIn(Accountant.UserId, Accountant.Name, Accountant.Roles, 0);
        var started = Stopwatch.StartNew();
        var content = (await scope.ServiceProvider.GetRequiredService<IMediator>().Send(message)).Value;
        var (before, next, mostLive) = (GC.GetTotalMemory(forceFullCollection: true), Every, 0L);
        await using var sink = new CountingSink(
            (written, _) =>
            {
                if (written.Length >= next)
                {
                    next = written.Length + Every;
                    mostLive = Math.Max(mostLive, GC.GetTotalMemory(forceFullCollection: true) - before);
                }
            }
        );
        await write(content, sink, TestContext.Current.CancellationToken);
        return (sink.Length, mostLive, started.Elapsed);
    }
}
